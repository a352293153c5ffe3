import type { Command } from "../command.ts";

export const command: Command = {
  name: "schema",
  summary: "Write JSON Schemas of the facts and requests that fit a policy",
  description:
    "Editors use them to complete names and to mark mistakes while one types: docs/editors.md says how.\n" +
    "They are standard JSON Schema (draft 2020-12); they change when the policy's declarations do.",
  arguments: [
    {
      syntax: "[kind]",
      help: "facts (the default), facts-line (one line of JSON Lines), request, or evaluations (a batch)",
    },
  ],
  options: [{ syntax: "--out <path>", help: "a folder to write KIND.schema.json to: of this kind, or else of each" }],
  formats: ["text", "json"],
  examples: [
    { line: "authz schema", what: "the schema of facts" },
    { line: "authz schema request --policy invoices.authz > request.schema.json", what: "the schema of requests" },
    { line: "authz schema --out schemas", what: "all of them, each in a file" },
  ],
  run: async (input, terminal) => (await import("../schema/run-schema.ts")).runSchema(input, terminal),
};
