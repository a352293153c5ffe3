import type { Type } from "@authz/model";
import type { StringNode } from "../../syntax/tree.ts";
import { isUnresolved } from "../vocabulary.ts";

/** What the checker knows of an expression's value: a declared type, or what only expressions can be. */
export type StaticType =
  | Exclude<Type, { readonly kind: "set" }>
  /** `of` is absent for `[]`, which fits every set. */
  | { readonly kind: "set"; readonly of?: StaticType }
  /** Strings written in the policy: compared with an enum each must be one of its values. */
  | { readonly kind: "text"; readonly literals: readonly StringNode[] }
  /** Something is wrong in it and has been reported: it fits everything, so that nothing is reported twice. */
  | { readonly kind: "unknown" };

export const unknownType: StaticType = { kind: "unknown" };
export const booleanType: StaticType = { kind: "boolean" };

/** What the checker knows of a value of a declared type. */
export function staticType(type: Type): StaticType {
  return isUnresolved(type) ? unknownType : type;
}

/** The same declared type: what attributes of one name must have on every type that a path can lead to. */
export function sameType(left: Type, right: Type): boolean {
  if (isUnresolved(left) || isUnresolved(right)) return true;
  if (left.kind === "enum") return right.kind === "enum" && sameNames(left.values, right.values);
  if (left.kind === "entity") return right.kind === "entity" && sameNames(left.types, right.types);
  if (left.kind === "set") return right.kind === "set" && sameType(left.of, right.of);
  if (left.kind !== "record") return left.kind === right.kind;
  if (right.kind !== "record" || left.attributes.length !== right.attributes.length) return false;
  const others = new Map(right.attributes.map((attribute) => [attribute.name, attribute]));
  return left.attributes.every((attribute) => {
    const other = others.get(attribute.name);
    return other?.optional === attribute.optional && sameType(attribute.type, other.type);
  });
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  const names = new Set(left);
  return names.size === new Set(right).size && right.every((name) => names.has(name));
}

/** Why two values are never equal; a literal that an enum lacks is a finding of its own. */
export type Difference =
  | { readonly kind: "types" }
  | { readonly kind: "value"; readonly literal: StringNode; readonly values: readonly string[] };

/** What keeps values of the two types from being equal; nothing when they may be. */
export function differences(left: StaticType, right: StaticType): readonly Difference[] {
  if (left.kind === "unknown" || right.kind === "unknown") return [];
  if (left.kind === "set" && right.kind === "set") {
    return left.of === undefined || right.of === undefined ? [] : differences(left.of, right.of);
  }
  if (left.kind === "text" && right.kind === "enum") return missingValues(left.literals, right.values);
  if (left.kind === "enum" && right.kind === "text") return missingValues(right.literals, left.values);
  return mayBeEqual(left, right) ? [] : [{ kind: "types" }];
}

function missingValues(literals: readonly StringNode[], values: readonly string[]): readonly Difference[] {
  const known = new Set(values);
  return literals.filter(({ value }) => !known.has(value)).map((literal) => ({ kind: "value", literal, values }));
}

function mayBeEqual(left: StaticType, right: StaticType): boolean {
  if (left.kind === "enum" && right.kind === "enum") return overlap(left.values, right.values);
  if (left.kind === "entity" && right.kind === "entity") return overlap(left.types, right.types);
  if (left.kind === "record") return right.kind === "record" && sameType(left, right);
  if (isText(left)) return isText(right);
  return left.kind === right.kind;
}

/** Any kind of string. */
export function isText(type: StaticType): boolean {
  return type.kind === "string" || type.kind === "enum" || type.kind === "text";
}

function overlap(left: readonly string[], right: readonly string[]): boolean {
  const names = new Set(left);
  return right.some((name) => names.has(name));
}

/** The type of a list's elements, or the index of the first that does not fit those before it. */
export function commonType(
  types: readonly StaticType[],
): StaticType | { readonly kind: "odd"; readonly index: number } {
  const [first] = types;
  if (first === undefined || types.some((type) => type.kind === "unknown")) return unknownType;
  const index = types.findIndex((type) => !alike(first, type));
  if (index >= 0) return { kind: "odd", index };
  if (isText(first)) return commonText(types);
  if (first.kind === "entity") {
    const names = types.flatMap((type) => (type.kind === "entity" ? type.types : []));
    return { kind: "entity", types: [...new Set(names)] };
  }
  if (first.kind === "set") {
    const inner = types.flatMap((type) => (type.kind === "set" && type.of !== undefined ? [type.of] : []));
    const of = inner.length === 0 ? undefined : commonType(inner);
    if (of === undefined) return first;
    return of.kind === "odd" ? unknownType : { kind: "set", of };
  }
  return first;
}

function alike(left: StaticType, right: StaticType): boolean {
  if (isText(left)) return isText(right);
  if (left.kind === "set" && right.kind === "set") {
    return left.of === undefined || right.of === undefined || alike(left.of, right.of);
  }
  if (left.kind === "record") return right.kind === "record" && sameType(left, right);
  return left.kind === right.kind;
}

function commonText(types: readonly StaticType[]): StaticType {
  if (!types.every((type) => type.kind === "text")) return { kind: "string" };
  return { kind: "text", literals: types.flatMap((type) => type.literals) };
}

/** As a message says it: "a number", "a `User` or a `Team`", "a set of strings". */
export function describeType(type: StaticType): string {
  switch (type.kind) {
    case "unknown":
      return "unknown";
    case "text":
      return "a string";
    case "string":
    case "number":
    case "boolean":
    case "time":
    case "duration":
    case "record":
      return `a ${type.kind}`;
    case "ip":
      return "an ip";
    case "enum":
      return `one of ${quoteSome(type.values)}`;
    case "entity":
      return type.types.map((name) => `a \`${name}\``).join(" or ");
    case "set":
      return type.of === undefined ? "an empty set" : `a set of ${describeMany(type.of)}`;
  }
}

function describeMany(type: StaticType): string {
  if (isText(type)) return "strings";
  if (type.kind === "ip") return "ips";
  if (type.kind === "entity") return type.types.map((name) => `\`${name}\``).join(" or ");
  return `${type.kind}s`;
}

/** Enough of a list to recognise it. */
export function quoteSome(values: readonly string[]): string {
  const shown = values.slice(0, 5).map((value) => `\`${value}\``);
  return values.length > shown.length ? `${shown.join(", ")}, …` : shown.join(", ");
}
