import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type WildcardId = {
  readonly type: string;
};

export const wildcardId: DiagnosticDefinition<WildcardId> = defineDiagnostic({
  code: "facts/wildcard-id",
  severity: "error",
  summary: "an entity has the id `*`",
  why: "In an assignment, the id `*` means everyone of a type, so no entity may be called that.",
  message: ({ type }) => `\`*\` is not the id of a ${type}`,
  help: () =>
    'give the entity another id; to give a role to everyone of a type, write `"id": "*"` as the subject of an assignment',
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "User", "id": "*" }] }',
  },
  good: goodExample,
});
