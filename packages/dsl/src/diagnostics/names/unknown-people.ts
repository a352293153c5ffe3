import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownPeople: DiagnosticDefinition<{
  readonly name: string;
  readonly where: string;
  readonly suggestion: string | undefined;
  readonly hint: string | undefined;
}> = defineDiagnostic({
  code: "names/unknown-people",
  severity: "error",
  summary: "A name that should stand for people stands for nobody",
  why: "People are named by a role or an attribute of the resource, by an application-wide role, by a subject type, by `anyone`, or by a path such as `parent.admin`.",
  message: ({ name, where }) => `\`${name}\` is no role, people or subject type ${where}`,
  help: ({ name, suggestion, hint }) =>
    suggestion === undefined ? (hint ?? `declare it: \`role ${name}\``) : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow veiwer to read
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
});
