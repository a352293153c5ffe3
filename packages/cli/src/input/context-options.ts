import type { Json, JsonObject } from "@authz/model";
import { UsageError, type Invocation, type OptionDefinition } from "../command.ts";
import { isJsonObject, jsonFileOption, jsonOption } from "./json-options.ts";

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

/** The context of a request that `--context`, `--token` and `--scope` make together. */
export async function readContext(input: Invocation): Promise<JsonObject | undefined> {
  const context = await jsonOption(input, "context");
  const claims = await jsonFileOption(input, "token");
  const scope = input.value("scope");
  if (context !== undefined && claims !== undefined && Object.hasOwn(context, "token")) throw twice("token");
  if (context !== undefined && input.value("at") !== undefined && Object.hasOwn(context, "time")) throw twice("time");
  const token: Json | undefined =
    claims ?? (context !== undefined && Object.hasOwn(context, "token") ? context["token"] : undefined);
  if (scope === undefined) return token === undefined || claims === undefined ? context : { ...context, token };
  const others: JsonObject = isJsonObject(token) ? token : {};
  return { ...context, token: { ...others, scope } };
}

function twice(name: string): UsageError {
  const option = name === "token" ? "--token" : "--at";
  return new UsageError(`the ${name} is given twice: in --context and by ${option}`, "keep one of the two");
}
