import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const atMost: DiagnosticDefinition<{ readonly value: number; readonly count: number }> = defineDiagnostic({
  code: "rules/at-most",
  severity: "error",
  summary: "`at most` allows none of the exclusive roles, or all of them",
  why: "Somebody may hold at least one of the roles, and at least one fewer than there are: otherwise there would be nothing to hold or nothing to forbid.",
  message: ({ value, count }) => `\`at most ${value}\` makes no sense of ${count} roles`,
  help: ({ count }) => (count === 2 ? "with two roles it is 1" : `write a whole number from 1 to ${count - 1}`),
  bad: `subject User
role clerk, auditor, manager
exclusive clerk, auditor, manager at most 3`,
  good: `subject User
role clerk, auditor, manager
exclusive clerk, auditor, manager at most 2`,
});
