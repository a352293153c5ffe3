import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type TooDeep = {
  readonly limit: number;
};

export const tooDeep: DiagnosticDefinition<TooDeep> = defineDiagnostic({
  code: "files/too-deep",
  severity: "error",
  summary: "Data is nested deeper than the limit",
  why: "Nesting is bounded so that no input can exhaust the stack of a program that reads it.",
  message: ({ limit }) => `objects and lists are nested more than ${limit} deep here`,
  help: () => "flatten the data",
  bad: { policy: "subject User\n", facts: `{ "entities": ${"[".repeat(40)}${"]".repeat(40)} }` },
  good: { policy: "subject User\n", facts: '{ "entities": [] }' },
});
