import type { OptionDefinition } from "../command.ts";

export const keyStoreOption: OptionDefinition = {
  syntax: "--store <where>",
  help: "a file (default: authz-keys.json), an address postgres://…, or env:NAME for an address in a variable",
};

export const keyPrefixOption: OptionDefinition = {
  syntax: "--prefix <prefix>",
  help: "what your keys begin with (default: authz)",
};
