import type { Json, JsonObject } from "@authz/model";
import { UsageError, type Invocation } from "../command.ts";
import { isJsonObject, jsonFileOption, jsonOption } from "./json-options.ts";

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
