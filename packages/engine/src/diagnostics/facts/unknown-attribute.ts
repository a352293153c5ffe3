import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type UnknownAttribute = {
  readonly attribute: string;
  readonly type: string;
  readonly known: readonly string[];
};

export const unknownAttribute: DiagnosticDefinition<UnknownAttribute> = defineDiagnostic({
  code: "facts/unknown-attribute",
  severity: "error",
  summary: "facts give an attribute that the policy does not declare",
  why: "An attribute that no rule can read is most often a misspelt one.",
  message: ({ attribute, type }) => `\`${type}\` has no attribute \`${attribute}\``,
  help: ({ attribute, type, known }) =>
    didYouMean(attribute, known) ??
    (known.length === 0 ? `\`${type}\` declares no attributes` : `it has ${known.slice(0, 12).join(", ")}`),
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "User", "id": "ana", "properties": { "levl": 3 } }] }',
  },
  good: goodExample,
});
