import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type DuplicateEntity = {
  readonly type: string;
  readonly id: string;
};

export const duplicateEntity: DiagnosticDefinition<DuplicateEntity> = defineDiagnostic({
  code: "facts/duplicate-entity",
  severity: "error",
  summary: "an entity is described twice",
  why: "Two descriptions of one entity can disagree, and then which one counts would depend on their order. So each entity stands once in all facts together.",
  message: ({ type, id }) => `${type} ${JSON.stringify(id)} is described a second time`,
  help: () => "keep one of the two descriptions",
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "User", "id": "ana" }, { "type": "User", "id": "ana" }] }',
  },
  good: goodExample,
});
