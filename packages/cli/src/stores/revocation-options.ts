import type { OptionDefinition } from "../command.ts";

export const revocationsOption: OptionDefinition = {
  syntax: "--revocations <where>",
  help: "refuse tokens that are revoked there: a file, an address redis://…, or env:NAME",
};

export const revocationStoreOption: OptionDefinition = {
  syntax: "--store <where>",
  help: "a file (default: authz-revocations.log), an address redis://…, or env:NAME for an address in a variable",
};
