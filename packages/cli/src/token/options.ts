import type { OptionDefinition } from "../command.ts";

export const configOption: OptionDefinition = {
  syntax: "--config <file>",
  help: "whose tokens are taken: a file with an `identity` section",
};

export const bearerOption: OptionDefinition = {
  syntax: "--bearer <file>",
  help: "ask for whom this access token stands; - is standard input",
};
