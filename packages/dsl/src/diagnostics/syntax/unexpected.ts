import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly expected: string;
  readonly found: string;
};

export const unexpected: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/unexpected",
  severity: "error",
  summary: "something else than what can stand here",
  why: "The declaration cannot be read any further here.",
  message: (p) => `expected ${p.expected}, found \`${p.found}\``,
  help: (p) => `write ${p.expected}`,
  bad: "role\nsubject User\n",
  good: "role admin\nsubject User\n",
});
