import { countMembers, scanJson, type Json, type JsonObject } from "@authz/model";
import { identityLimits } from "../limits.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export type ReadJson<T extends Json = Json> =
  { readonly ok: true; readonly data: T } | { readonly ok: false; readonly problem: string };

/**
 * JSON as RFC 8259 and RFC 7493 have it, in UTF-8, within the limits of nesting and members: no name twice in one object, no
 * half of a surrogate pair, no number that is none here. What one reader takes from it every other does. Of anything else it
 * says in words why it is not that, after "it".
 */
export function readStrictJson(bytes: Uint8Array, { depth, members }: JsonLimits = tokenLimits): ReadJson {
  const text = decode(bytes);
  if (text === undefined) return unfit("is not UTF-8");
  const scan = scanJson(text, depth);
  if (scan.tooDeepAt !== undefined) return unfit(`nests more than ${depth} levels deep`);
  if (scan.members > members) return unfit(`has more than ${members} members`);
  const data = parse(text);
  if (data === undefined) return unfit("is no JSON");
  // JSON.parse keeps the last of two members of one name; the text has more of them than the data, then.
  if (countMembers(data) !== scan.members) return unfit("has a name twice in one object");
  return isPortable(data) ? { ok: true, data } : unfit("has a text that is no Unicode, or a number without end");
}

export interface JsonLimits {
  readonly depth: number;
  readonly members: number;
}

const tokenLimits: JsonLimits = { depth: identityLimits.jsonDepth, members: identityLimits.jsonMembers };

function unfit(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether it comes out of JSON.stringify and of UTF-8 as it went in: no lone surrogates, no infinity. */
function isPortable(data: Json): boolean {
  if (typeof data === "string") return data.isWellFormed();
  if (typeof data === "number") return Number.isFinite(data);
  if (typeof data !== "object" || data === null) return true;
  if (Array.isArray(data)) return data.every(isPortable);
  return Object.entries(data).every(([name, value]) => name.isWellFormed() && isPortable(value));
}

/** {@link readStrictJson}, where it does not matter why. */
export function parseStrictJson(bytes: Uint8Array): Json | undefined {
  return parseStrictJsonWithin(bytes, tokenLimits);
}

/** The same within other limits: for files of ours. */
export function parseStrictJsonWithin(bytes: Uint8Array, limits: JsonLimits): Json | undefined {
  const read = readStrictJson(bytes, limits);
  return read.ok ? read.data : undefined;
}

/** A JSON object without the names that JavaScript gives a meaning of its own; why it is none in words, after "it". */
export function readStrictObject(bytes: Uint8Array): ReadJson<JsonObject> {
  const read = readStrictJson(bytes);
  if (!read.ok) return read;
  return isJsonObject(read.data) ? { ok: true, data: withoutSpecial(read.data) } : unfit("is no object");
}

/** {@link readStrictObject}, where it does not matter why. */
export function parseStrictObject(bytes: Uint8Array): JsonObject | undefined {
  const read = readStrictObject(bytes);
  return read.ok ? read.data : undefined;
}

const special: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Without such names in it either, so that whoever merges claims into an object of his own changes no other. */
export function withoutSpecial(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([name]) => !special.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutSpecialIn(value)]));
}

function withoutSpecialIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSpecialIn);
  return isJsonObject(value) ? withoutSpecial(value) : value;
}

/** For what JSON.parse made. */
export function isJsonObject(data: Json | undefined): data is JsonObject {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** An own member; undefined when there is none. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A list of strings only; undefined for anything else. */
export function texts(data: Json | undefined): readonly string[] | undefined {
  return Array.isArray(data) && data.every((item): item is string => typeof item === "string") ? data : undefined;
}
