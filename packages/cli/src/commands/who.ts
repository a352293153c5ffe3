import type { Command } from "../command.ts";
import { searchFormats, searchOptions } from "../search/search-options.ts";

export const command: Command = {
  name: "who",
  summary: "Find who may do an action on a resource",
  description:
    "Asks for everyone whom the facts and the policy name, and for anonymous callers. Properties of the action are not given.\n" +
    "Exits with 0 when somebody is found, with 1 when nobody is, with 2 when it could not be asked.",
  arguments: [
    { syntax: "[action]", help: "what for: read" },
    { syntax: "[resource]", help: "on what: Invoice:i1" },
  ],
  options: [{ syntax: "--type <type>", help: "only subjects of this type, or anonymous" }, ...searchOptions],
  formats: searchFormats,
  examples: [
    { line: "authz who pay Invoice:i1 --facts facts.json", what: "everyone who may" },
    { line: "authz who read Doc:1 --type Service --facts facts.json", what: "machines only" },
    { line: "authz who delete Doc:1 --facts facts.json --format csv > who.csv", what: "for a spreadsheet" },
  ],
  run: async (input, terminal) => (await import("../search/run-who.ts")).runWho(input, terminal),
};
