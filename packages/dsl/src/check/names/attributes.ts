import type { Attribute, Type } from "@authz/model";
import { optionalDefault } from "../../diagnostics/attributes/optional-default.ts";
import { reserved } from "../../diagnostics/names/reserved.ts";
import type { AttributeNode, TypeNode } from "../../syntax/tree.ts";
import { resolveDefault } from "./defaults.ts";
import { unresolvedType } from "../vocabulary.ts";
import { byName, sorted, withoutRepeated } from "./lists.ts";
import { findType } from "./lookup.ts";
import {
  createNamespace,
  declareName,
  declareWire,
  type Namespace,
  originIn,
  placeIn,
  type Reading,
  type WireNames,
} from "./namespace.ts";
import type { Parts } from "./parts.ts";

/** Where attributes are declared. */
export interface AttributeHome {
  /** `an attribute of \`Invoice\`` */
  readonly what: string;
  readonly names: Namespace;
  readonly wires: WireNames;
  /** Names that mean something else there, and what. */
  readonly reserved: ReadonlyMap<string, string>;
  /** Spellings in JSON that mean something else there, and what. */
  readonly reservedWires: ReadonlyMap<string, string>;
}

/** Adds the attributes whose names are free to `into`; the others have been reported. */
export function declareAttributes(
  nodes: readonly AttributeNode[],
  home: AttributeHome,
  into: Map<string, Attribute>,
  parts: Parts,
  reading: Reading,
): void {
  for (const node of nodes) {
    if (isReserved(node, home, reading)) continue;
    const free = declareName(home.names, node.name, home.what, reading);
    // A role of the same name does not hide the attribute from whoever looks for one.
    if (free || !into.has(node.name.text)) into.set(node.name.text, resolveAttribute(node, home, parts, reading));
  }
}

/** The attributes of a record, in canonical order. */
export function resolveRecord(nodes: readonly AttributeNode[], parts: Parts, reading: Reading): readonly Attribute[] {
  const attributes = new Map<string, Attribute>();
  const none = new Map<string, string>();
  const names = createNamespace();
  const home = { what: "an attribute of this record", names, wires: new Map(), reserved: none, reservedWires: none };
  declareAttributes(nodes, home, attributes, parts, reading);
  return byName(attributes.values());
}

function resolveAttribute(node: AttributeNode, home: AttributeHome, parts: Parts, reading: Reading): Attribute {
  const type = resolveType(node.type, parts, reading);
  const value = node.default === undefined ? undefined : resolveDefault(node.default, type, reading);
  if (node.optional && node.default !== undefined) {
    reading.collector.report(optionalDefault, placeIn(reading, node.default), { name: node.name.text });
  }
  return {
    name: node.name.text,
    wire: declareWire(home.wires, node.name, node.as, reading),
    type,
    optional: node.optional,
    sensitive: node.sensitive,
    ...(value === undefined ? {} : { default: value }),
    ...(node.doc === undefined ? {} : { doc: node.doc }),
    origin: originIn(reading, node.name),
  };
}

/** `type` in the grammar. */
function resolveType(node: TypeNode, parts: Parts, reading: Reading): Type {
  switch (node.kind) {
    case "scalarType":
      return { kind: node.name };
    case "enumType": {
      const values = withoutRepeated(node.values, (value) => value.value, reading);
      return { kind: "enum", values: sorted(values.map((value) => value.value)) };
    }
    case "entityType": {
      const found = node.names.map((name) => findType(name, "type", parts, reading));
      if (found.includes(undefined)) return unresolvedType;
      const names = withoutRepeated(node.names, (name) => name.text, reading);
      return { kind: "entity", types: sorted(names.map((name) => name.text)) };
    }
    case "setType":
      return { kind: "set", of: resolveType(node.of, parts, reading) };
    case "recordType":
      return { kind: "record", attributes: resolveRecord(node.attributes, parts, reading) };
  }
}

function isReserved(node: AttributeNode, home: AttributeHome, reading: Reading): boolean {
  const why = home.reserved.get(node.name.text);
  const whyWire = home.reservedWires.get(node.as?.value ?? node.name.text);
  if (why !== undefined) {
    reading.collector.report(reserved, placeIn(reading, node.name), { name: node.name.text, why });
  } else if (whyWire !== undefined) {
    const wire = node.as ?? node.name;
    const name = node.as?.value ?? node.name.text;
    reading.collector.report(reserved, placeIn(reading, wire), { name, why: whyWire });
  }
  return why !== undefined || whyWire !== undefined;
}
