import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type WrongType = {
  readonly expected: string;
};

export const wrongType: DiagnosticDefinition<WrongType> = defineDiagnostic({
  code: "facts/wrong-type",
  severity: "error",
  summary: "a value is not of its declared type",
  why: 'Values are never converted: `"3"` is no number and `1` is not true. A value that does not fit would make every condition that reads it unknown.',
  message: ({ expected }) => `this is not ${expected}`,
  help: ({ expected }) => `write ${expected}`,
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "User", "id": "ana", "properties": { "level": "3" } }] }',
  },
  good: goodExample,
});
