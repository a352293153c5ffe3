import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const shadows: DiagnosticDefinition<{ readonly name: string; readonly what: string; readonly other: string }> =
  defineDiagnostic({
    code: "names/shadows",
    severity: "error",
    summary: "An attribute or role of a resource has the name of a type or of an application-wide role",
    why: "In `allow auditor to read` nobody could tell which auditor is meant: those of the whole application or those of the resource.",
    message: ({ name, what, other }) => `\`${name}\` is the name of ${what} and of ${other}`,
    help: () => "give one of the two another name",
    bad: `subject User
role auditor
resource Invoice {
  role auditor
  action read
  allow auditor to read
}
`,
    good: `subject User
role auditor
resource Invoice {
  role reviewer
  action read
  allow auditor, reviewer to read
}
`,
  });
