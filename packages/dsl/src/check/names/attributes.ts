import type { Attribute, Type } from "@authz/model";
import { optionalDefault } from "../../diagnostics/attributes/optional-default.ts";
import { reserved } from "../../diagnostics/names/reserved.ts";
import type { AttributeNode, TypeNode } from "../../syntax/tree.ts";
import { originOf } from "../origin.ts";
import { distinctOf } from "../repeats.ts";
import { placeOf, type Reporting, unresolvedType } from "../vocabulary.ts";
import { resolveDefault } from "./defaults.ts";
import { byName, sorted } from "./lists.ts";
import { findType } from "./lookup.ts";
import { createNamespace, declareName, declareWire, type Namespace, type WireNames } from "./namespace.ts";
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
  reporting: Reporting,
): void {
  for (const node of nodes) {
    if (isReserved(node, home, reporting)) continue;
    const free = declareName(home.names, node.name, home.what, reporting);
    // A role of the same name does not hide the attribute from whoever looks for one.
    if (free || !into.has(node.name.text)) into.set(node.name.text, resolveAttribute(node, home, parts, reporting));
  }
}

/** The attributes of a record, in canonical order. */
export function resolveRecord(
  nodes: readonly AttributeNode[],
  parts: Parts,
  reporting: Reporting,
): readonly Attribute[] {
  const attributes = new Map<string, Attribute>();
  const none = new Map<string, string>();
  const names = createNamespace();
  const home = { what: "an attribute of this record", names, wires: new Map(), reserved: none, reservedWires: none };
  declareAttributes(nodes, home, attributes, parts, reporting);
  return byName(attributes.values());
}

function resolveAttribute(node: AttributeNode, home: AttributeHome, parts: Parts, reporting: Reporting): Attribute {
  const type = resolveType(node.type, parts, reporting);
  const value = node.default === undefined ? undefined : resolveDefault(node.default, type, reporting);
  if (node.optional && node.default !== undefined) {
    reporting.collector.report(optionalDefault, placeOf(reporting, node.default), { name: node.name.text });
  }
  return {
    name: node.name.text,
    wire: declareWire(home.wires, node.name, node.as, reporting),
    type,
    optional: node.optional,
    sensitive: node.sensitive,
    ...(value === undefined ? {} : { default: value }),
    ...(node.doc === undefined ? {} : { doc: node.doc }),
    origin: originOf(reporting, node.name),
  };
}

/** `type` in the grammar. */
function resolveType(node: TypeNode, parts: Parts, reporting: Reporting): Type {
  switch (node.kind) {
    case "scalarType":
      return { kind: node.name };
    case "enumType": {
      const values = distinctOf(node.values, (value) => value.value, reporting);
      return { kind: "enum", values: sorted(values.map((value) => value.value)) };
    }
    case "entityType": {
      const found = node.names.map((name) => findType(name, "type", parts, reporting));
      if (found.includes(undefined)) return unresolvedType;
      const names = distinctOf(node.names, (name) => name.text, reporting);
      return { kind: "entity", types: sorted(names.map((name) => name.text)) };
    }
    case "setType":
      return { kind: "set", of: resolveType(node.of, parts, reporting) };
    case "recordType":
      return { kind: "record", attributes: resolveRecord(node.attributes, parts, reporting) };
  }
}

function isReserved(node: AttributeNode, home: AttributeHome, reporting: Reporting): boolean {
  const why = home.reserved.get(node.name.text);
  const whyWire = home.reservedWires.get(node.as?.value ?? node.name.text);
  if (why !== undefined) {
    reporting.collector.report(reserved, placeOf(reporting, node.name), { name: node.name.text, why });
  } else if (whyWire !== undefined) {
    const wire = node.as ?? node.name;
    const name = node.as?.value ?? node.name.text;
    reporting.collector.report(reserved, placeOf(reporting, wire), { name, why: whyWire });
  }
  return why !== undefined || whyWire !== undefined;
}
