import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type UnknownType = {
  readonly type: string;
  readonly known: readonly string[];
};

export const unknownType: DiagnosticDefinition<UnknownType> = defineDiagnostic({
  code: "facts/unknown-type",
  severity: "error",
  summary: "facts name a type that the policy does not declare",
  why: "Entities belong to the subjects, groups and resources of the policy, in the spelling of its `as` where it has one.",
  message: ({ type }) => `there is no type \`${type}\``,
  help: ({ type, known }) => didYouMean(type, known) ?? `the types are ${known.slice(0, 12).join(", ")}`,
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "Usr", "id": "ana" }] }',
  },
  good: goodExample,
});
