import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const caseOnly: DiagnosticDefinition<{ readonly name: string; readonly other: string; readonly what: string }> =
  defineDiagnostic({
    code: "names/case-only",
    severity: "warning",
    summary: "Two names differ in upper and lower case only",
    why: "They are two names for authz, but one for most readers: a rule about the wrong one looks right.",
    message: ({ name, other, what }) => `\`${name}\` differs only in case from \`${other}\`, ${what}`,
    help: () => "choose names that nobody mixes up",
    bad: `subject User
role admin
role Admin
resource Invoice {
  action read
  allow admin to read
}
`,
    good: `subject User
role admin
role owner
resource Invoice {
  action read
  allow admin to read
}
`,
  });
