import type { OptionDefinition } from "../command.ts";

/** What a question is asked with, whichever verb asks it. */
export const contextOptions: readonly OptionDefinition[] = [
  { syntax: "--scope <scopes>", help: "the scopes of the token, with spaces between them" },
  { syntax: "--token <file>", help: "the claims of the token, as JSON" },
  { syntax: "--context <json>", help: "the context of the request" },
];

/** When a question is asked as of. */
export const timeOption: OptionDefinition = {
  syntax: "--at <time>",
  help: "decide as of this time (RFC 3339), not now",
};

export const factsOption: OptionDefinition = {
  syntax: "--facts <file>",
  help: "facts: .json, .jsonl or .yaml; may be repeated",
  repeatable: true,
};
