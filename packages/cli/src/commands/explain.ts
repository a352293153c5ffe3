import type { Command } from "../command.ts";

export const command: Command = {
  name: "explain",
  summary: "Print the page of a diagnostic or of a decision's code",
  description: "Without a code it lists all there are.",
  arguments: [{ syntax: "[code]", help: "as diagnostics and decisions show it: names/unknown-role, no_grant" }],
  options: [],
  formats: ["text", "json"],
  examples: [
    { line: "authz explain", what: "every code, by its group" },
    { line: "authz explain names/unknown-role", what: "why this is an error, with an example" },
    { line: "authz explain separation_of_duty", what: "what a decision means" },
  ],
  run: async (input, terminal) => (await import("../explain/run-explain.ts")).runExplain(input, terminal),
};
