import type { Attribute, Policy, Type } from "@authz/model";
import { literal, object, union, type Member } from "./text.ts";

/** A value as requests spell it: times, durations and addresses are strings. */
export function valueType(type: Type, policy: Policy): string {
  switch (type.kind) {
    case "string":
    case "time":
    case "duration":
    case "ip":
      return "string";
    case "number":
    case "boolean":
      return type.kind;
    case "enum":
      return union(type.values.map(literal));
    case "entity":
      return entityType(type.types, policy);
    case "set":
      return listOf(valueType(type.of, policy));
    case "record":
      return object(
        type.attributes.map((attribute) => ({ ...member(attribute, policy), optional: mayLack(attribute) })),
      );
  }
}

/** Attributes of which any may be absent, since facts may hold it. */
export function optionalMembers(attributes: readonly Attribute[], policy: Policy): readonly Member[] {
  return attributes.map((attribute) => member(attribute, policy));
}

/** A reference to an entity of one of these types (declared names). */
export function entityType(names: readonly string[], policy: Policy): string {
  const declared = policy.types.filter(({ name }) => names.includes(name));
  return `Entity<${union(declared.map(({ wire }) => literal(wire)))}>`;
}

export function listOf(type: string): string {
  return `ReadonlyArray<${type}>`;
}

function member(attribute: Attribute, policy: Policy): Member {
  return { name: attribute.wire, optional: true, type: valueType(attribute.type, policy) };
}

function mayLack(attribute: Attribute): boolean {
  return attribute.optional || attribute.default !== undefined;
}
