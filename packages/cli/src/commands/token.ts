import type { Command } from "../command.ts";
import { timeOption } from "../input/context-options.ts";
import { revocationsOption } from "../stores/revocation-options.ts";
import { configOption } from "../token/options.ts";

export const command: Command = {
  name: "token",
  summary: "Say what a token is, and why it would be refused",
  description:
    "The token is read from a file, or from standard input (-); no part of it by which it could be used is shown.\n" +
    "With --config it is judged: exits with 0 when it is accepted, with 1 when it is refused,\n" +
    "with 2 when nobody could be asked.",
  arguments: [
    { syntax: "[what]", help: "inspect" },
    { syntax: "[file]", help: "the token by itself; - is standard input" },
  ],
  options: [configOption, revocationsOption, { ...timeOption, help: "judge as of this time (RFC 3339), not now" }],
  formats: ["text", "json"],
  examples: [
    { line: "authz token inspect token.txt", what: "what it says of itself" },
    {
      line: "authz token inspect - --config authz.config.json < token.txt",
      what: "whether it is accepted, and as whom",
    },
  ],
  run: async (input, terminal) => (await import("../token/run-token.ts")).runToken(input, terminal),
};
