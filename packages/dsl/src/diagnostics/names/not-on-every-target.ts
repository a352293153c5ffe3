import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const notOnEveryTarget: DiagnosticDefinition<{
  readonly name: string;
  readonly missing: readonly string[];
}> = defineDiagnostic({
  code: "names/not-on-every-target",
  severity: "error",
  summary: "A rule names people that not all of its targets have",
  why: "Outside a resource, a rule speaks of all its targets at once: a role or attribute that one of them lacks would silently name nobody there.",
  message: ({ name, missing }) =>
    `\`${name}\` is not declared on ${missing.map((type) => `\`${type}\``).join(", ")}, which the rule is about as well`,
  help: ({ name }) => `declare \`${name}\` there too, or write a rule for each resource`,
  bad: `subject User
resource Folder {
  role viewer
  action read
}
resource Report {
  action read
}
allow viewer to read on Folder, Report
`,
  good: `subject User
resource Folder {
  role viewer
  action read
}
resource Report {
  role viewer
  action read
}
allow viewer to read on Folder, Report
`,
});
