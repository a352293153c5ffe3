import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy } from "../example.ts";

type MissingKey = {
  readonly key: string;
};

export const missingKey: DiagnosticDefinition<MissingKey> = defineDiagnostic({
  code: "facts/missing-key",
  severity: "error",
  summary: "a record lacks a required key",
  why: "A record is read as a whole: all keys that the policy does not mark with `?` must be there.",
  message: ({ key }) => `\`${key}\` is missing in this object`,
  help: ({ key }) => `add \`${key}\`, or mark it with \`?\` in the policy`,
  bad: {
    policy: `${examplePolicy}resource Place { at: { x: number  y: number }  action visit  allow User to visit }`,
    facts: '{ "entities": [{ "type": "Place", "id": "p", "properties": { "at": { "x": 1 } } }] }',
  },
  good: {
    policy: `${examplePolicy}resource Place { at: { x: number  y: number }  action visit  allow User to visit }`,
    facts: '{ "entities": [{ "type": "Place", "id": "p", "properties": { "at": { "x": 1, "y": 2 } } }] }',
  },
});
