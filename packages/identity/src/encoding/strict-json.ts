import { countMembers, scanJson, type Json, type JsonObject } from "@authz/model";
import { identityLimits } from "../limits.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * JSON as RFC 8259 has it, in UTF-8, within the limits of nesting and members, and no name twice in one object: what one
 * reader takes from it every other does. Undefined for anything else.
 */
export function parseStrictJson(bytes: Uint8Array): Json | undefined {
  return parseStrictJsonWithin(bytes, { depth: identityLimits.jsonDepth, members: identityLimits.jsonMembers });
}

/** The same within other limits: for files of ours. */
export function parseStrictJsonWithin(
  bytes: Uint8Array,
  { depth, members }: { readonly depth: number; readonly members: number },
): Json | undefined {
  try {
    const text = utf8.decode(bytes);
    const scan = scanJson(text, depth);
    if (scan.tooDeepAt !== undefined || scan.members > members) return undefined;
    const data = JSON.parse(text) as Json;
    // JSON.parse keeps the last of two members of one name; the text has more of them than the data, then.
    return countMembers(data) === scan.members ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON object without the names that JavaScript gives a meaning of its own. */
export function parseStrictObject(bytes: Uint8Array): JsonObject | undefined {
  const data = parseStrictJson(bytes);
  if (!isJsonObject(data)) return undefined;
  return Object.fromEntries(Object.entries(data).filter(([name]) => !special.has(name)));
}

const special: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

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
