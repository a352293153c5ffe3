import { defaultLimits, type Attribute, type LiteralValue, type Type } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { annotate, oneName, refersTo, table, type JsonSchema, type WireName } from "./json-schema.ts";
import { addressSchema, durationSchema, numberSchema } from "./scalars.ts";

/** Whose values: facts may hold nothing that is not declared, in requests it is ignored. */
export interface ValueContext {
  readonly schema: Schema;
  readonly undeclared: "refused" | "ignored";
}

/** What values refer to, whichever schema they are in. */
export const scalarDefinitions: Readonly<Record<"number" | "duration" | "address", JsonSchema>> = {
  number: numberSchema,
  duration: durationSchema,
  address: addressSchema,
};

/** A value of a declared type. */
export function valueSchema(type: Type, context: ValueContext): JsonSchema {
  switch (type.kind) {
    case "string":
    case "boolean":
      return { type: type.kind };
    case "number":
    case "time":
    case "duration":
      return refersTo(type.kind);
    case "ip":
      return refersTo("address");
    case "enum":
      return { type: "string", enum: type.values };
    case "entity":
      return entityReference(type.types, context.schema);
    case "set":
      return { type: "array", items: valueSchema(type.of, context), maxItems: defaultLimits.setSize };
    case "record":
      return recordSchema(type.attributes, context);
  }
}

function recordSchema(attributes: readonly Attribute[], context: ValueContext): JsonSchema {
  const required = attributes.filter((attribute) => !attribute.optional && attribute.default === undefined);
  return { ...membersSchema(attributes, context), required: required.map(({ wire }) => wire) };
}

/** An object with attributes, of which any may be absent. */
export function membersSchema(attributes: readonly Attribute[], context: ValueContext): JsonSchema {
  const properties = table(attributes.map((attribute) => [attribute.wire, attributeSchema(attribute, context)]));
  if (context.undeclared === "ignored") return { type: "object", properties };
  return { type: "object", properties, additionalProperties: false };
}

/** The value of an attribute, with its name, its doc comment and its default. */
export function attributeSchema(attribute: Attribute, context: ValueContext): JsonSchema {
  const value = { ...annotate(attribute), ...valueSchema(attribute.type, context) };
  return attribute.default === undefined ? value : { ...value, default: literal(attribute.default) };
}

function literal(value: LiteralValue): string | number | boolean {
  return typeof value === "object" ? value.text : value;
}

/** `{ type, id }`, of one of these entity types (declared names). */
export function entityReference(types: readonly string[], schema: Schema): JsonSchema {
  return {
    type: "object",
    properties: { type: oneName(wireNames(types, schema)), id: { type: "string" } },
    required: ["type", "id"],
  };
}

/** One or a list of such references; of no type at all: only the empty list. */
export function entityReferences(types: readonly string[], schema: Schema): JsonSchema {
  if (types.length === 0) return { type: "array", maxItems: 0 };
  const one = entityReference(types, schema);
  return { if: { type: "array" }, then: { type: "array", items: one }, else: one };
}

function wireNames(types: readonly string[], schema: Schema): readonly WireName[] {
  return types.flatMap((name) => schema.types.get(name)?.type ?? []);
}
