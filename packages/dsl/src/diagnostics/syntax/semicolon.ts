import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const semicolon: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/semicolon",
  severity: "error",
  summary: "a semicolon",
  why: "A declaration ends where the next one begins; there is nothing for a semicolon to separate.",
  message: () => "nothing ends with `;` here",
  help: () => "delete it: a declaration ends where the next one begins",
  bad: "subject User;\nrole admin\n",
  good: "subject User\nrole admin\n",
});
