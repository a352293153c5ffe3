import type { Command } from "../command.ts";

export const command: Command = {
  name: "test",
  summary: "Run the tests of a policy",
  description:
    "Tests stand in the policy itself or in files that end in .test.authz.\n" +
    "Without `at` they ask as of 2026-01-01T00:00:00Z, never as of the clock.\n" +
    "Exits with 0 when all pass, with 1 when one fails, and with 2 when the policy\n" +
    "does not compile or no test runs.",
  arguments: [],
  options: [
    { syntax: "--filter <text>", help: "only tests with this in their name or in that of their file" },
    {
      syntax: "--coverage",
      help: "also show rules that no test makes apply, and conditions that are never true or false",
    },
    { syntax: "--lcov <file>", help: "write coverage to a file that other tools read" },
    { syntax: "--watch", help: "run again whenever a file of the policy changes" },
    { syntax: "--workers <number>", help: "threads to run on; 0: no others (default: by how long the tests take)" },
  ],
  formats: ["text", "json", "junit", "tap"],
  examples: [
    { line: "authz test", what: "the tests of the policy in ./policy, or else in the current folder" },
    { line: "authz test --filter 'second factor' --watch", what: "some of them, again and again while you write" },
    {
      line: "authz test --coverage --lcov coverage/authz.info",
      what: "what the tests leave out, for people and for tools",
    },
    { line: "authz test --format junit > tests.xml", what: "for CI" },
  ],
  run: async (input, terminal) => (await import("../test/run-test.ts")).runTestVerb(input, terminal),
};
