import type { Command } from "../command.ts";
import { contextOptions, factsOption, timeOption } from "../input/context-options.ts";
import { revocationsOption } from "../stores/revocation-options.ts";
import { bearerOption, configOption } from "../token/options.ts";

export const command: Command = {
  name: "check",
  summary: "Ask whether a subject may do an action on a resource",
  description:
    "Subject and resource are written Type:id; `anonymous` is the caller without identity.\n" +
    "Exits with 0 when it is allowed, with 1 when it is denied, with 2 when it could not be asked.",
  arguments: [
    { syntax: "[subject]", help: "who asks: User:ana, or anonymous" },
    { syntax: "[action]", help: "what for: read" },
    { syntax: "[resource]", help: "on what: Invoice:i1" },
  ],
  options: [
    factsOption,
    ...contextOptions,
    { syntax: "--subject-properties <json>", help: "what the request says of the subject" },
    { syntax: "--action-properties <json>", help: "what the request says of the action" },
    { syntax: "--resource-properties <json>", help: "what the request says of the resource" },
    timeOption,
    bearerOption,
    configOption,
    revocationsOption,
    { syntax: "--explain", help: "show how the decision came about" },
    { syntax: "--request <file>", help: "an AuthZEN request as JSON, or many as JSON Lines; - is standard input" },
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz check User:ana read Invoice:i1 --facts facts.json", what: "one question" },
    {
      line: "authz check User:ana pay Invoice:i1 --facts facts.json --scope 'invoices:write' --explain",
      what: "with a token, and why",
    },
    {
      line: "authz check anonymous read Doc:1 --resource-properties '{\"public\": true}'",
      what: "with properties instead of facts",
    },
    {
      line: "authz check pay Invoice:i1 --facts facts.json --bearer token.txt --config authz.config.json",
      what: "for whoever an access token stands for",
    },
    {
      line: "authz check --request requests.jsonl --facts facts.json --format json",
      what: "many questions, one answer a line",
    },
  ],
  run: async (input, terminal) => (await import("../check/run-check.ts")).runCheck(input, terminal),
};
