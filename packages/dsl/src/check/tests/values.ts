import { suggest, type Attribute, type Json, type JsonObject, type Type } from "@authz/model";
import { missingKey } from "../../diagnostics/tests/missing-key.ts";
import { wrongType } from "../../diagnostics/tests/wrong-type.ts";
import { unknownAttribute } from "../../diagnostics/types/unknown-attribute.ts";
import type { Name, RecordNode, ValueNode } from "../../syntax/tree.ts";
import { describeType, type StaticType } from "../expressions/static-type.ts";
import { reportValue } from "../expressions/values.ts";
import { knownType } from "../known-type.ts";
import { distinctOf } from "../repeats.ts";
import { isUnresolved, placeOf, type CheckContext } from "../vocabulary.ts";

/** What the names in a record mean. */
export interface RecordHome {
  /** For messages: "`User`", "`context`". */
  readonly description: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Names that are written in another way here, and how. */
  readonly hints?: ReadonlyMap<string, string>;
}

export interface CheckedEntry {
  readonly name: Name;
  readonly attribute: Attribute;
  readonly value: Json;
}

/** `record`: the entries whose names and values are right, as JSON spells them. */
export function checkRecord(node: RecordNode, home: RecordHome, context: CheckContext): readonly CheckedEntry[] {
  const named = node.entries.map((entry) => ({ ...entry, span: entry.name.span }));
  const entries = distinctOf(named, (entry) => entry.name.text, context);
  return entries.flatMap(({ name, value }) => {
    const attribute = home.attributes.get(name.text);
    if (attribute === undefined) {
      reportUnknown(name, home, context);
      return [];
    }
    const json = checkValue(value, attribute.type, attribute.name, context);
    return json === undefined ? [] : [{ name, attribute, value: json }];
  });
}

/** Own properties only: a name such as `__proto__` is a property like any other. */
export function toJson(entries: readonly CheckedEntry[]): JsonObject {
  return Object.fromEntries(entries.map(({ attribute, value }) => [attribute.wire, value]));
}

function reportUnknown(name: Name, { description, attributes, hints }: RecordHome, context: CheckContext): void {
  const hint = hints?.get(name.text);
  const suggestion = hint === undefined ? suggest(name.text, attributes.keys()) : undefined;
  const parameters = { name: name.text, owner: description, hint, suggestion };
  context.collector.report(unknownAttribute, placeOf(context, name), parameters, { suggestion });
}

/** `value`, of a declared type; undefined when it does not fit, which has been reported. */
export function checkValue(node: ValueNode, type: Type, name: string, context: CheckContext): Json | undefined {
  if (isUnresolved(type)) return undefined;
  switch (node.kind) {
    case "string":
      if (type.kind === "string") return node.value;
      if (type.kind !== "enum") return reportWrong(node, type, name, context);
      if (type.values.includes(node.value)) return node.value;
      reportValue({ kind: "value", literal: node, values: type.values }, context);
      return undefined;
    case "number":
    case "boolean":
      return type.kind === node.kind ? node.value : reportWrong(node, type, name, context);
    case "time":
    case "duration":
    case "ip":
      return type.kind === node.kind ? node.text : reportWrong(node, type, name, context);
    case "entity":
      return checkEntity(node, type, name, context);
    case "values":
      return checkSet(node, type, name, context);
    case "record":
      return checkInner(node, type, name, context);
  }
}

type NodeOf<Kind extends ValueNode["kind"]> = Extract<ValueNode, { readonly kind: Kind }>;

function checkEntity(node: NodeOf<"entity">, type: Type, name: string, context: CheckContext): Json | undefined {
  const entry = knownType(node.type, "type", context);
  if (entry === undefined) return undefined;
  if (type.kind === "entity" && type.types.includes(entry.type.name)) {
    return { type: entry.type.wire, id: node.id.value };
  }
  return reportWrong(node, type, name, context);
}

function checkSet(node: NodeOf<"values">, type: Type, name: string, context: CheckContext): Json | undefined {
  if (type.kind !== "set") return reportWrong(node, type, name, context);
  const items = node.items.map((item) => checkValue(item, type.of, name, context));
  const known = items.filter((item) => item !== undefined);
  return known.length < items.length ? undefined : known;
}

/** A record as a value must have all that it must have. */
function checkInner(node: RecordNode, type: Type, name: string, context: CheckContext): Json | undefined {
  if (type.kind !== "record") return reportWrong(node, type, name, context);
  const attributes = new Map(type.attributes.map((attribute) => [attribute.name, attribute]));
  const entries = checkRecord(node, { description: `\`${name}\``, attributes }, context);
  const given = new Set(node.entries.map((entry) => entry.name.text));
  const keys = type.attributes
    .filter((attribute) => !attribute.optional && attribute.default === undefined && !given.has(attribute.name))
    .map((attribute) => attribute.name);
  if (keys.length > 0) context.collector.report(missingKey, placeOf(context, node), { name, keys });
  return entries.length < node.entries.length || keys.length > 0 ? undefined : toJson(entries);
}

function reportWrong(node: ValueNode, type: Type, name: string, context: CheckContext): undefined {
  const parameters = {
    name,
    expected: describeType(type),
    found: describeType(typeOf(node)),
    hint: hintFor(node, type),
  };
  context.collector.report(wrongType, placeOf(context, node), parameters);
}

function typeOf(node: ValueNode): StaticType {
  switch (node.kind) {
    case "entity":
      return { kind: "entity", types: [node.type.text] };
    case "values":
      return node.items[0] === undefined ? { kind: "set" } : { kind: "set", of: typeOf(node.items[0]) };
    case "record":
      return { kind: "record", attributes: [] };
    case "string":
    case "number":
    case "boolean":
    case "time":
    case "duration":
    case "ip":
      return { kind: node.kind };
  }
}

function hintFor(node: ValueNode, type: Type): string | undefined {
  if (type.kind === "set" && node.kind !== "values") return "put the values in brackets: `[…]`";
  switch (type.kind) {
    case "time":
      return 'write `time "2026-01-31T00:00:00Z"`';
    case "ip":
      return 'write `ip "192.0.2.1"`';
    case "duration":
      return "write a number with its unit, such as `15m`";
    case "entity":
      return `write \`${type.types[0] ?? "Type"} "…"\``;
    case "string":
    case "number":
    case "boolean":
    case "enum":
    case "set":
    case "record":
      return undefined;
  }
}
