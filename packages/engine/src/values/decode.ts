import { parseAddress, parseDuration, parseTime, type Attribute, type Type } from "@authz/model";
import * as features from "../features/features.ts";
import type { Schema } from "../schema/schema.ts";
import { createSet, literalValue, type EntityValue, type RecordValue, type Value } from "./value.ts";

/** Why data does not fit: where, and what should be there. Never the value itself, which may be sensitive. */
export interface Problem {
  readonly kind: "wrong-type" | "unknown-attribute" | "missing-key" | "unreadable";
  /** Member names and indexes from the outermost object. */
  readonly path: readonly (string | number)[];
  /** For people: `a number`, `one of "a", "b"`; the name for an unknown attribute or a missing key; what is the matter with what is unreadable. */
  readonly expected: string;
  /** The names that would be known there. */
  readonly known?: readonly string[];
}

/** For people: where, and what is expected there. */
export function problemText({ kind, path, expected }: Problem): string {
  const place = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);
  if (kind === "unreadable") return `${place}: ${expected}`;
  return kind === "missing-key" ? `${place} lacks ${expected}` : `${place} is not ${expected}`;
}

/** How JSON is turned into values. */
export interface Decoding {
  readonly schema: Schema;
  readonly report: (problem: Problem) => void;
  /** Facts must know every attribute; requests may carry more than the policy declares. */
  readonly unknownAttributes: "report" | "ignore";
  readonly setSize: number;
}

type DataPath = readonly (string | number)[];

export function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** An own member; what a prototype offers is not there. */
export function member(data: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** Finite, and no number that a double cannot tell from its neighbours. `-0` is 0. */
export function decodeNumber(data: unknown): number | undefined {
  return typeof data === "number" && Math.abs(data) <= Number.MAX_SAFE_INTEGER ? data + 0 : undefined;
}

/** JSON of a declared type → its value; undefined after a report. */
export function decodeValue(data: unknown, type: Type, path: DataPath, decoding: Decoding): Value | undefined {
  const value = type.kind === "set" || type.kind === "record" ? undefined : decodeScalar(data, type, decoding.schema);
  if (value !== undefined) return value;
  if (type.kind === "set" && Array.isArray(data) && data.length <= decoding.setSize)
    return decodeSet(data, type.of, path, decoding);
  if (type.kind === "record" && isObject(data)) return decodeRecord(data, type.attributes, path, decoding);
  decoding.report({ kind: "wrong-type", path, expected: describeType(type, decoding.schema) });
  return undefined;
}

/** The declared members that are there; absent ones are left to whoever asks (a default, or missing). */
export function decodeMembers(
  data: Readonly<Record<string, unknown>>,
  attributes: Iterable<Attribute>,
  path: DataPath,
  decoding: Decoding,
): Map<string, Value | undefined> {
  const members = new Map<string, Value | undefined>();
  for (const attribute of attributes) {
    const item = member(data, attribute.wire);
    if (item === undefined) continue;
    const value = decodeValue(item, attribute.type, [...path, attribute.wire], decoding);
    if (value !== undefined) members.set(attribute.name, value);
  }
  if (decoding.unknownAttributes === "report") {
    const known = new Set(Array.from(attributes, ({ wire }) => wire));
    for (const name of Object.keys(data)) {
      if (!known.has(name))
        decoding.report({ kind: "unknown-attribute", path: [...path, name], expected: name, known: [...known] });
    }
  }
  return members;
}

/** Puts the defaults in place of what is absent. */
export function withDefaults(
  members: Map<string, Value | undefined>,
  attributes: Iterable<Attribute>,
): Map<string, Value | undefined> {
  for (const attribute of attributes) {
    if (attribute.default !== undefined && !members.has(attribute.name))
      members.set(attribute.name, literalValue(attribute.default));
  }
  return members;
}

function decodeScalar(
  data: unknown,
  type: Exclude<Type, { kind: "set" | "record" }>,
  schema: Schema,
): Value | undefined {
  switch (type.kind) {
    case "number":
      return decodeNumber(data);
    case "boolean":
      return typeof data === "boolean" ? data : undefined;
    case "entity":
      return features.entities ? decodeEntity(data, type.types, schema) : undefined;
    case "string":
      return typeof data === "string" ? data : undefined;
    case "enum":
      return features.enums && typeof data === "string" && type.values.includes(data) ? data : undefined;
    case "time":
    case "duration":
    case "ip":
      return typeof data === "string" ? decodeText(data, type.kind) : undefined;
  }
}

function decodeText(text: string, kind: "time" | "duration" | "ip"): Value | undefined {
  if (kind === "ip") return features.addresses ? parseAddress(text) : undefined;
  if (kind === "time") {
    const at = parseTime(text);
    return at === undefined ? undefined : { kind, at };
  }
  const length = features.durations ? parseDuration(text) : undefined;
  return length === undefined ? undefined : { kind, length };
}

/** `{ type, id }` in the wire's spelling; the type must be one of the declared names. */
export function decodeEntity(
  data: unknown,
  types: readonly string[] | undefined,
  schema: Schema,
): EntityValue | undefined {
  if (!isObject(data)) return undefined;
  const wire = member(data, "type");
  const id = member(data, "id");
  if (typeof wire !== "string" || typeof id !== "string") return undefined;
  const name = schema.typesByWire.get(wire)?.type.name;
  if (name === undefined || (types !== undefined && !types.includes(name))) return undefined;
  return { kind: "entity", type: name, id };
}

function decodeSet(data: readonly unknown[], of: Type, path: DataPath, decoding: Decoding): Value | undefined {
  const items = Array.from(data, (item, index) => decodeValue(item, of, [...path, index], decoding));
  const usable = items.filter((item) => item !== undefined);
  return usable.length === items.length ? createSet(usable) : undefined;
}

function decodeRecord(
  data: Readonly<Record<string, unknown>>,
  attributes: readonly Attribute[],
  path: DataPath,
  decoding: Decoding,
): RecordValue {
  const members = withDefaults(decodeMembers(data, attributes, path, decoding), attributes);
  for (const attribute of attributes) {
    if (attribute.optional || members.has(attribute.name) || member(data, attribute.wire) !== undefined) continue;
    decoding.report({ kind: "missing-key", path, expected: attribute.wire });
  }
  return { kind: "record", members };
}

/** A type in words, for messages; entity types in the wire's spelling, since messages about data are read beside the data. */
export function describeType(type: Type, schema: Schema): string {
  switch (type.kind) {
    case "string":
      return "a string";
    case "number":
      return "a number (finite, at most 2^53 − 1 either way)";
    case "boolean":
      return "true or false";
    case "time":
      return 'a time such as "2026-01-31T09:30:00Z"';
    case "duration":
      return features.durations ? 'a duration such as "15m"' : "";
    case "ip":
      return features.addresses ? 'an address or network such as "10.0.0.0/8"' : "";
    case "enum":
      if (!features.enums) return "";
      return `one of ${type.values
        .slice(0, 12)
        .map((value) => JSON.stringify(value))
        .join(", ")}`;
    case "entity":
      if (!features.entities) return "";
      return `an entity { "type", "id" } of type ${type.types.map((name) => schema.types.get(name)?.type.wire ?? name).join(" or ")}`;
    case "set":
      return `a list, each item ${describeType(type.of, schema)}`;
    case "record":
      return `an object with ${type.attributes.map((attribute) => attribute.wire).join(", ")}`;
  }
}
