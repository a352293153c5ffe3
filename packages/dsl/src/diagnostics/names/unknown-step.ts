import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownStep: DiagnosticDefinition<{
  readonly name: string;
  readonly types: readonly string[];
  readonly suggestion: string | undefined;
  readonly hint: string | undefined;
}> = defineDiagnostic({
  code: "names/unknown-step",
  severity: "error",
  summary: "A path goes through a name that is not there",
  why: "Each step of a path but the last leads from a resource to other resources: `parent`, when the resource is `in` another, or an attribute that holds resources.",
  message: ({ name, types }) => `there is no \`${name}\` on ${types.map((type) => `\`${type}\``).join(", ")}`,
  help: ({ suggestion, hint }) =>
    suggestion === undefined
      ? (hint ?? "name `parent` or an attribute that holds resources")
      : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Account {
  role admin
}
resource Invoice in Account {
  action read
  allow parnt.admin to read
}
`,
  good: `subject User
resource Account {
  role admin
}
resource Invoice in Account {
  action read
  allow parent.admin to read
}
`,
});
