import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type MalformedJson = {
  readonly problem: string;
  readonly remedy: string;
};

export const malformedJson: DiagnosticDefinition<MalformedJson> = defineDiagnostic({
  code: "files/malformed-json",
  severity: "error",
  summary: "A text is not JSON",
  why: "What is not JSON cannot be read, and nothing of it is used. JSON has no comments, no trailing commas and no single quotes.",
  message: ({ problem }) => `this is not JSON: ${problem}`,
  help: ({ remedy }) => remedy,
  bad: { policy: "subject User\n", facts: '{ "entities": [{ "type": "User", "id": "ana" },] }' },
  good: { policy: "subject User\n", facts: '{ "entities": [{ "type": "User", "id": "ana" }] }' },
});
