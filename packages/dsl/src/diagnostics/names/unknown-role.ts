import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownRole: DiagnosticDefinition<{
  readonly name: string;
  readonly on: string | undefined;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "names/unknown-role",
  severity: "error",
  summary: "A role is named that nothing declares there",
  why: "A role is declared either in a resource or outside all of them, for the whole application. `includes` names roles of the same place, and `for Organization.member` a role of that resource.",
  message: ({ name, on }) =>
    on === undefined ? `there is no application-wide role \`${name}\`` : `\`${on}\` has no role \`${name}\``,
  help: ({ name, suggestion }) =>
    suggestion === undefined ? `declare it: \`role ${name}\`` : `did you mean \`${suggestion}\`?`,
  bad: `subject User
role employee
role manager includes employe
`,
  good: `subject User
role employee
role manager includes employee
`,
});
