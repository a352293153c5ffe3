import { formatAddress, formatDuration, formatTime, type Attribute, type Json, type Type } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import type { Value } from "./value.ts";

/** A value of a declared type as JSON, in the wire's spelling: what `decodeValue` makes the same value of. */
export function encodeValue(value: Value, type: Type, schema: Schema): Json {
  if (typeof value !== "object") return value;
  switch (value.kind) {
    case "time":
      return formatTime(value.at);
    case "duration":
      return formatDuration(value.length);
    case "ip":
      return formatAddress(value);
    case "entity":
      return { type: schema.types.get(value.type)?.type.wire ?? value.type, id: value.id };
    case "set": {
      const of = type.kind === "set" ? type.of : type;
      return value.items.map((item) => encodeValue(item, of, schema));
    }
    case "record":
      return encodeMembers(value.members, type.kind === "record" ? type.attributes : [], schema);
    case "anonymous":
      return null;
  }
}

/** Members in the order of the declarations. */
export function encodeMembers(
  members: ReadonlyMap<string, Value | undefined>,
  attributes: Iterable<Attribute>,
  schema: Schema,
): { readonly [name: string]: Json } {
  const encoded: [string, Json][] = [];
  for (const { name, wire, type } of attributes) {
    const value = members.get(name);
    if (value !== undefined) encoded.push([wire, encodeValue(value, type, schema)]);
  }
  return Object.fromEntries(encoded);
}
