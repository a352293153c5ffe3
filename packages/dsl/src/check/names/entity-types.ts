import type { Action, Attribute, EntityType } from "@authz/model";
import { reserved } from "../../diagnostics/names/reserved.ts";
import { shadows } from "../../diagnostics/names/shadows.ts";
import { twoWireNames } from "../../diagnostics/names/two-wire-names.ts";
import type { Name, RoleNode } from "../../syntax/tree.ts";
import { originOf } from "../origin.ts";
import { distinctOf } from "../repeats.ts";
import type { NeededType } from "../type-kinds.ts";
import { placeOf, type Reporting } from "../vocabulary.ts";
import { declareActions } from "./actions.ts";
import { type AttributeHome, declareAttributes } from "./attributes.ts";
import { byName, sorted } from "./lists.ts";
import { findType } from "./lookup.ts";
import { createNamespace, declareWire, type WireNames } from "./namespace.ts";
import { declareRoles, type Part, type Parts, type RolePart, type TypeParts } from "./parts.ts";
import { reservedInType } from "./reserved.ts";

/** A type whose attributes and actions are resolved and whose roles are known by name. */
export interface DraftType {
  readonly name: string;
  /** All of the type but its roles. */
  readonly type: EntityType;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly actions: ReadonlyMap<string, Action>;
  readonly roles: readonly RolePart[];
  readonly parentsUnresolved: boolean;
}

export function draftType(type: TypeParts, wires: WireNames, parts: Parts): DraftType {
  const name = type.name.text;
  const parents = resolveNames(type.resources, (node) => node.parents, "resource", parts);
  const members = resolveNames(type.groups, (node) => node.of, "subject or group", parts);
  const { attributes, actions, roles } = declareMembers(type, parts);
  const [first] = declarationsOf(type);
  const doc = declarationsOf(type).find((part) => part.node.doc !== undefined)?.node.doc;
  return {
    name,
    type: {
      name,
      wire: wireOf(type, wires),
      ...(doc === undefined ? {} : { doc }),
      origin: first === undefined ? { source: "", line: 1, column: 1 } : originOf(first.reporting, first.node.name),
      subject: type.subjects.length > 0,
      ...(type.groups.length === 0 ? {} : { members: members.names }),
      ...(type.resources.length === 0
        ? {}
        : { resource: { parents: parents.names, roles: [], actions: byName(actions.values()) } }),
      attributes: byName(attributes.values()),
    },
    attributes,
    actions,
    roles,
    parentsUnresolved: parents.unresolved,
  };
}

type AnyPart = TypeParts["subjects" | "groups" | "resources"][number];

function declarationsOf(type: TypeParts): readonly AnyPart[] {
  return [...type.subjects, ...type.groups, ...type.resources];
}

interface Members {
  readonly attributes: Map<string, Attribute>;
  readonly actions: Map<string, Action>;
  readonly roles: RolePart[];
}

function declareMembers(type: TypeParts, parts: Parts): Members {
  const name = type.name.text;
  const home = attributeHome(type);
  const actionHome = { type: name, names: createNamespace(), wires: new Map() };
  const members: Members = { attributes: new Map(), actions: new Map(), roles: [] };
  for (const { node, reporting } of [...type.subjects, ...type.groups]) {
    declareAttributes(node.attributes, home, members.attributes, parts, reporting);
  }
  for (const { node, reporting } of type.resources) {
    for (const member of node.members) {
      if (member.kind === "attribute") declareAttributes([member], home, members.attributes, parts, reporting);
      else if (member.kind === "actions") declareActions(member, actionHome, members.actions, parts, reporting);
      else if (member.kind === "role") {
        reportReservedRoles(member, home, reporting);
        members.roles.push(...declareRoles(member, home.names, `a role of \`${name}\``, reporting));
      }
    }
  }
  reportShadows(type, home, parts);
  return members;
}

function attributeHome(type: TypeParts): AttributeHome {
  const hasParents = type.resources.some((part) => part.node.parents.length > 0);
  const { names, wires } = reservedInType(type.subjects.length > 0, hasParents);
  return {
    what: `an attribute of \`${type.name.text}\``,
    names: createNamespace(),
    wires: new Map(),
    reserved: names,
    reservedWires: wires,
  };
}

/** Roles share a namespace with attributes, so with `parent` too; the other reserved names are no names of people. */
function reportReservedRoles(node: RoleNode, home: AttributeHome, reporting: Reporting): void {
  const why = home.reserved.get("parent");
  for (const { name } of node.names) {
    if (why === undefined || name.text !== "parent") continue;
    reporting.collector.report(reserved, placeOf(reporting, name), { name: name.text, why });
  }
}

/** Attributes and roles of a resource may not have the name of a type or of an application-wide role. */
function reportShadows(type: TypeParts, home: AttributeHome, parts: Parts): void {
  const [resource] = type.resources;
  if (resource === undefined) return;
  for (const { name, what, place } of home.names.declared.values()) {
    const other = parts.names.declared.get(name);
    if (other === undefined) continue;
    const related = [{ place: other.place, message: "declared here" }];
    resource.reporting.collector.report(shadows, place, { name, what, other: other.what }, { related });
  }
}

/** One type has one spelling in JSON: what one of its declarations says, or its name. */
function wireOf(type: TypeParts, wires: WireNames): string {
  const written = declarationsOf(type).filter((part) => part.node.as !== undefined);
  const [first, ...others] = written;
  const wire = first?.node.as?.value ?? type.name.text;
  for (const { node, reporting } of others) {
    if (node.as === undefined || node.as.value === wire || first?.node.as === undefined) continue;
    const related = [{ place: placeOf(first.reporting, first.node.as), message: "the other one" }];
    reporting.collector.report(twoWireNames, placeOf(reporting, node.as), { name: type.name.text }, { related });
  }
  const at = first ?? declarationsOf(type)[0];
  return at === undefined ? wire : declareWire(wires, at.node.name, at.node.as, at.reporting);
}

/** Names of types in a list, from every declaration of a kind. */
function resolveNames<N>(
  declarations: readonly Part<N>[],
  namesOf: (node: N) => readonly Name[],
  needed: NeededType,
  parts: Parts,
): { readonly names: readonly string[]; readonly unresolved: boolean } {
  const found = declarations.flatMap(({ node, reporting }) =>
    distinctOf(namesOf(node), (name) => name.text, reporting).map((name) => findType(name, needed, parts, reporting)),
  );
  const names = found.filter((name) => name !== undefined);
  return { names: sorted(new Set(names)), unresolved: names.length < found.length };
}
