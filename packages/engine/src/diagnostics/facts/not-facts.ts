import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type NotFacts = {
  readonly expected: string;
};

export const notFacts: DiagnosticDefinition<NotFacts> = defineDiagnostic({
  code: "facts/not-facts",
  severity: "error",
  summary: "facts are not in the shape of facts",
  why: 'Facts are `{ "entities": [ … ], "assignments": [ … ] }`. What is not understood is never skipped: it could be what takes access away.',
  message: () => `this is not in the shape of facts`,
  help: ({ expected }) => `there should be ${expected}`,
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": {} }',
  },
  good: goodExample,
});
