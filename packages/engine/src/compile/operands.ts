import type { Attribute, Type } from "@authz/model";
import { code, type Code } from "./code.ts";

/** A value that generated code computes with; `sure` ones are never missing. */
export type Operand =
  | { readonly kind: "scalar"; readonly of: Scalar; readonly code: Code; readonly sure: boolean }
  /** One type of entities only, so that its id says which. */
  | { readonly kind: "entity"; readonly type: string; readonly id: Code; readonly sure: boolean }
  /** A list of scalars. */
  | { readonly kind: "set"; readonly code: Code; readonly sure: boolean }
  /** A list of stored entities. */
  | { readonly kind: "entities"; readonly code: Code; readonly sure: boolean }
  | { readonly kind: "list"; readonly items: readonly Operand[] }
  | { readonly kind: "anonymous" }
  | { readonly kind: "missing" };

export type Scalar = "string" | "number" | "boolean" | "time" | "duration" | "ip";

/** How values of a type are held; undefined: not at all. */
export function shapeOf(type: Type): Scalar | "entity" | "set" | "entities" | undefined {
  switch (type.kind) {
    case "enum":
      return "string";
    case "entity":
      return type.types.length === 1 ? "entity" : undefined;
    case "set":
      return shapeOfSet(type.of);
    case "record":
      return undefined;
    case "string":
    case "number":
    case "boolean":
    case "time":
    case "duration":
    case "ip":
      return type.kind;
  }
}

function shapeOfSet(of: Type): "set" | "entities" | undefined {
  if (of.kind === "entity") return "entities";
  return of.kind === "string" || of.kind === "enum" || of.kind === "number" || of.kind === "boolean"
    ? "set"
    : undefined;
}

/** The operand of an attribute whose value is held so; undefined: it is not held at all. */
export function operandOf({ type }: Attribute, value: Code, sure: boolean): Operand | undefined {
  const shape = shapeOf(type);
  switch (shape) {
    case undefined:
      return undefined;
    case "entity":
      return { kind: "entity", type: onlyType(type), id: value, sure };
    case "set":
    case "entities":
      return { kind: shape, code: value, sure };
    case "string":
    case "number":
    case "boolean":
    case "time":
    case "duration":
    case "ip":
      return { kind: "scalar", of: shape, code: value, sure };
  }
}

export function onlyType(type: Type): string {
  return type.kind === "entity" ? (type.types[0] ?? "") : "";
}

export const absent: Code = code`undefined`;

/** Code that is true when the value is there. */
export function isThere(operand: Operand): Code | undefined {
  switch (operand.kind) {
    case "scalar":
    case "set":
    case "entities":
      return operand.sure ? undefined : code`(${operand.code} !== undefined)`;
    case "entity":
      return operand.sure ? undefined : code`(${operand.id} !== undefined)`;
    case "list":
    case "anonymous":
    case "missing":
      return undefined;
  }
}
