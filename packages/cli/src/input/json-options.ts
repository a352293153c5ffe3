import { readJson, readText, wholeText } from "@authz/engine/node";
import { defaultLimits, type JsonObject, type Source } from "@authz/model";
import { UsageError, type Invocation } from "../command.ts";
import { InputError } from "./input-error.ts";

/** The JSON object that an option holds, if it is given. */
export async function jsonOption(input: Invocation, option: string): Promise<JsonObject | undefined> {
  const text = input.value(option);
  return text === undefined ? undefined : readObject({ name: `--${option}`, text }, `--${option}`);
}

/** The JSON object in the file that an option names, if it is given. */
export async function jsonFileOption(input: Invocation, option: string): Promise<JsonObject | undefined> {
  const path = input.value(option);
  if (path === undefined) return undefined;
  const read = await readText(path, defaultLimits.requestLength);
  if (read.ok) return readObject(read.source, `--${option}`);
  const sources = read.source === undefined ? [] : [read.source];
  throw new InputError(`--${option} could not be read`, [read.diagnostic], sources);
}

async function readObject(source: Source, option: string): Promise<JsonObject> {
  const { document, diagnostics } = await readJson(wholeText(source));
  if (document === undefined) throw new InputError(`${option} could not be read`, diagnostics, [source]);
  const { data } = document;
  if (isJsonObject(data)) return data;
  throw new UsageError(`${option} takes a JSON object, not ${kindOf(data)}`, `write it as {"name": value}`);
}

/** For what JSON.parse made. */
export function isJsonObject(data: unknown): data is JsonObject {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function kindOf(data: unknown): string {
  if (data === null) return "null";
  return Array.isArray(data) ? "a list" : `a ${typeof data}`;
}
