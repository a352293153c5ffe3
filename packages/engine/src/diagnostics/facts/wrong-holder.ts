import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type WrongHolder = {
  readonly role: string;
  readonly admitted: readonly string[];
};

export const wrongHolder: DiagnosticDefinition<WrongHolder> = defineDiagnostic({
  code: "facts/wrong-holder",
  severity: "error",
  summary: "a role is assigned to somebody who cannot hold it",
  why: "The policy says who may hold a role (`role viewer for User, all User`); public access in particular has to be declared.",
  message: ({ role }) => `\`${role}\` cannot be held by this subject`,
  help: ({ admitted }) => `it can be held by ${admitted.join(", ")}`,
  bad: {
    policy: examplePolicy,
    facts: '{ "assignments": [{ "subject": { "type": "User", "id": "*" }, "role": "auditor" }] }',
  },
  good: goodExample,
});
