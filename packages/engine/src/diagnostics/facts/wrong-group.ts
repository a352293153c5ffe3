import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type WrongGroup = {
  readonly type: string;
  readonly group: string;
  readonly allowed: readonly string[];
};

export const wrongGroup: DiagnosticDefinition<WrongGroup> = defineDiagnostic({
  code: "facts/wrong-group",
  severity: "error",
  summary: "an entity is in something that is no group for it",
  why: "The policy says which types a group contains (`group Team of User`).",
  message: ({ type, group }) => `a ${type} cannot be in a ${group}`,
  help: ({ type, allowed }) =>
    allowed.length === 0 ? `no group contains a ${type}` : `it can be in ${allowed.join(", ")}`,
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "User", "id": "ana", "groups": [{ "type": "Folder", "id": "f" }] }] }',
  },
  good: goodExample,
});
