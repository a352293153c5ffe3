import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const notPeople: DiagnosticDefinition<{ readonly name: string; readonly is: string; readonly hint: string }> =
  defineDiagnostic({
    code: "names/not-people",
    severity: "error",
    summary: "A name stands for people, but what it names are no people",
    why: "Only subjects ask, and a set of people is a role, a subject type, or an attribute that holds subjects, groups or sets of those. A group as such never asks: its members do, wherever the group holds a role.",
    message: ({ name, is }) => `\`${name}\` is ${is}, so it names no people`,
    help: ({ hint }) => hint,
    bad: `subject User
group Team of User
resource Invoice {
  action read
  allow Team to read
}
`,
    good: `subject User
group Team of User
resource Invoice {
  role viewer for Team
  action read
  allow viewer to read
}
`,
  });
