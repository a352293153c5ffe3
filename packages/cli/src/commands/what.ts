import type { Command } from "../command.ts";
import { searchFormats, searchOptions } from "../search/search-options.ts";

export const command: Command = {
  name: "what",
  summary: "Find what a subject may do",
  description:
    "Asks for every action on every resource that the facts and the policy name. Properties of the actions are not given.\n" +
    "Exits with 0 when something is found, with 1 when nothing is, with 2 when it could not be asked.",
  arguments: [{ syntax: "[subject]", help: "who asks: User:ana, or anonymous" }],
  options: [
    { syntax: "--type <type>", help: "only resources of this type" },
    { syntax: "--action <action>", help: "only this action" },
    ...searchOptions,
  ],
  formats: searchFormats,
  examples: [
    { line: "authz what User:ana --facts facts.json", what: "every resource, with the actions on it" },
    { line: "authz what anonymous --action read --facts facts.json", what: "what is public" },
    {
      line: "authz what Service:erp --type Invoice --scope 'invoices:read' --facts facts.json",
      what: "through a token",
    },
  ],
  run: async (input, terminal) => (await import("../search/run-what.ts")).runWhat(input, terminal),
};
