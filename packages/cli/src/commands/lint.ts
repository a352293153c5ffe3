import type { Command } from "../command.ts";
import { lintFormats } from "../lint/formats/formats.ts";

export const command: Command = {
  name: "lint",
  summary: "Check a policy: its syntax, its names, its types, and what a reviewer would ask about",
  description:
    "Exits with 1 when there are errors, or more warnings than --max-warnings allows.\n" +
    "authz.config.json or .yaml, beside the policy or above it, says which rules are on.\n" +
    "`never` and `always` are checked for their form; that they hold is not proved.",
  arguments: [],
  options: [
    { syntax: "--max-warnings <number>", help: "how many warnings are still fine (default: any number)" },
    { syntax: "--fix", help: "mend what can be mended without changing a decision" },
    { syntax: "--unsafe", help: "with --fix or --diff: also fixes that may change decisions" },
    { syntax: "--diff", help: "show what --fix would change, and change nothing" },
    { syntax: "--facts <file>", help: "facts to check with the policy: JSON, JSON Lines, YAML", repeatable: true },
    { syntax: "--config <file>", help: "the configuration (default: the nearest authz.config.json or .yaml)" },
  ],
  formats: lintFormats,
  examples: [
    { line: "authz lint", what: "the policy in ./policy, or else in the current folder" },
    { line: "authz lint --policy invoices.authz --max-warnings 0", what: "one file, warnings count as errors" },
    { line: "authz lint --fix", what: "mend what is safe to mend" },
    { line: "authz lint --format sarif > lint.sarif", what: "for code scanning" },
    { line: "authz lint --format json | jq '.diagnostics[].code'", what: "for a program" },
  ],
  run: async (input, terminal) => (await import("../lint/run-lint.ts")).runLint(input, terminal),
};
