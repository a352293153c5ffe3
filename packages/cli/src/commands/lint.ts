import type { Command } from "../command.ts";

export const command: Command = {
  name: "lint",
  summary: "Check a policy: its syntax, its names and its types",
  description:
    "Exits with 1 when there are errors, or more warnings than --max-warnings allows.\n" +
    "`never` and `always` are checked for their form; that they hold is not proved.",
  arguments: [],
  options: [{ syntax: "--max-warnings <number>", help: "how many warnings are still fine (default: any number)" }],
  formats: ["text", "json"],
  examples: [
    { line: "authz lint", what: "the policy in ./policy, or else in the current folder" },
    { line: "authz lint --policy invoices.authz --max-warnings 0", what: "one file, warnings count as errors" },
    { line: "authz lint --format json | jq '.diagnostics[].code'", what: "for a program" },
  ],
  run: async (input, terminal) => (await import("../lint/run-lint.ts")).runLint(input, terminal),
};
