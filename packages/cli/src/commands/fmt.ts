import type { Command } from "../command.ts";

export const command: Command = {
  name: "fmt",
  summary: "Bring a policy into its canonical form",
  description:
    "Writes files in place and prints which ones changed. Only layout changes, and\n" +
    "commas that need not be there: the policy and its version, comments and the\n" +
    "order of declarations stay. What has a syntax error stays as it is; the rest of\n" +
    "the file is formatted, the error is reported, and the exit code is 1.",
  arguments: [
    { syntax: "[paths...]", help: "files, or folders with *.authz files; - for standard input (default: the policy)" },
  ],
  options: [
    { syntax: "--check", help: "change nothing; list the files that would change, and exit with 1 if there are any" },
    { syntax: "--diff", help: "the same, and show what would change as a unified diff" },
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz fmt", what: "the policy in ./policy, or else in the current folder" },
    { line: "authz fmt --check", what: "in CI" },
    { line: "authz fmt invoices.authz --diff", what: "what would change" },
    { line: "authz fmt - < invoices.authz", what: "in an editor: formatted text on standard output" },
  ],
  run: async (input, terminal) => (await import("../fmt/run-fmt.ts")).runFmt(input, terminal),
};
