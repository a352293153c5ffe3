import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type WrongParent = {
  readonly type: string;
  readonly parent: string;
  readonly allowed: readonly string[];
};

export const wrongParent: DiagnosticDefinition<WrongParent> = defineDiagnostic({
  code: "facts/wrong-parent",
  severity: "error",
  summary: "an entity has a parent of a type that it cannot be in",
  why: "The policy says what a resource is in (`resource Document in Folder`).",
  message: ({ type, parent }) => `a ${type} cannot be in a ${parent}`,
  help: ({ type, allowed }) =>
    allowed.length === 0 ? `the policy gives ${type} no parent` : `it can be in ${allowed.join(", ")}`,
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "Document", "id": "d1", "parent": { "type": "User", "id": "ana" } }] }',
  },
  good: goodExample,
});
