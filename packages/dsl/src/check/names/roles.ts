import { compareText, type Holder, type Role, suggest } from "@authz/model";
import { unknownRole } from "../../diagnostics/names/unknown-role.ts";
import { includesElsewhere } from "../../diagnostics/roles/includes-elsewhere.ts";
import type { HolderNode, Name } from "../../syntax/tree.ts";
import { originOf } from "../origin.ts";
import { distinctOf } from "../repeats.ts";
import { placeOf, type Reporting } from "../vocabulary.ts";
import type { DraftType } from "./entity-types.ts";
import { sorted } from "./lists.ts";
import { findType } from "./lookup.ts";
import { declareWire, silently, type WireNames } from "./namespace.ts";
import type { Parts, RolePart } from "./parts.ts";

/** What roles are resolved against. */
export interface RoleHome {
  /** The resource type; absent for application-wide roles. */
  readonly on?: string;
  /** The roles of this place. */
  readonly roles: readonly RolePart[];
  readonly parts: Parts;
  readonly drafts: ReadonlyMap<string, DraftType>;
  /** Who may be given a role that does not say: every subject and group, by name. */
  readonly anybody: readonly Holder[];
}

export function resolveRoles(home: RoleHome): ReadonlyMap<string, Role> {
  const names = new Set(home.roles.map((role) => role.name.text));
  const wires: WireNames = new Map();
  return new Map(home.roles.map((part) => [part.name.text, resolveRole(part, home, names, wires)]));
}

function resolveRole(part: RolePart, home: RoleHome, names: ReadonlySet<string>, wires: WireNames): Role {
  const { node, name, as, reporting } = part;
  // What is written once for several names is reported once.
  const once = node.names[0]?.name === name ? reporting : silently(reporting);
  const includes = distinctOf(node.includes, (junior) => junior.text, once);
  const juniors = includes.filter((junior) => isRoleHere(junior, home, names, once));
  return {
    name: name.text,
    wire: declareWire(wires, name, as, reporting),
    ...(home.on === undefined ? {} : { on: home.on }),
    includes: sorted(juniors.map((junior) => junior.text)),
    holders: resolveHolders(node.holders, home, once),
    ...(node.doc === undefined ? {} : { doc: node.doc }),
    origin: originOf(reporting, name),
  };
}

/** `includes` stays among the roles of one place. */
function isRoleHere(name: Name, home: RoleHome, names: ReadonlySet<string>, reporting: Reporting): boolean {
  if (names.has(name.text)) return true;
  const place = placeOf(reporting, name);
  const other = home.parts.names.declared.get(name.text)?.what ?? somewhereElse(name.text, home);
  if (other === undefined) {
    const suggestion = suggest(name.text, names);
    reporting.collector.report(unknownRole, place, { name: name.text, on: home.on, suggestion }, { suggestion });
  } else {
    reporting.collector.report(includesElsewhere, place, { name: name.text, is: other, on: home.on });
  }
  return false;
}

function somewhereElse(name: string, home: RoleHome): string | undefined {
  const draft = home.on === undefined ? undefined : home.drafts.get(home.on);
  if (draft?.attributes.has(name) === true) return `an attribute of \`${draft.name}\``;
  if (home.on !== undefined) return undefined;
  const owner = [...home.drafts.values()].find((one) => one.roles.some((role) => role.name.text === name));
  return owner === undefined ? undefined : `a role of \`${owner.name}\``;
}

/** {@link RoleHome.anybody} of these types. */
export function everySubjectAndGroup(drafts: ReadonlyMap<string, DraftType>): readonly Holder[] {
  const types = [...drafts.values()].filter(({ type }) => type.subject || type.members !== undefined);
  return sorted(types.map((draft) => draft.name)).map((type) => ({ kind: "entity", type }));
}

/** Who a role may be assigned to: what `for` says, or every subject and group. */
function resolveHolders(
  nodes: readonly HolderNode[] | undefined,
  home: RoleHome,
  reporting: Reporting,
): readonly Holder[] {
  if (nodes === undefined) return home.anybody;
  const holders = distinctOf(nodes, textOfHolder, reporting).map((node) => resolveHolder(node, home, reporting));
  return holders
    .filter((holder) => holder !== undefined)
    .sort((left, right) => compareText(textOf(left), textOf(right)));
}

/** `holder` in the grammar. */
function resolveHolder(node: HolderNode, home: RoleHome, reporting: Reporting): Holder | undefined {
  if (node.kind === "all") {
    const type = findType(node.type, "subject", home.parts, reporting);
    return type === undefined ? undefined : { kind: "all", type };
  }
  if (node.role === undefined) {
    const type = findType(node.type, "subject or group", home.parts, reporting);
    return type === undefined ? undefined : { kind: "entity", type };
  }
  const type = findType(node.type, "resource", home.parts, reporting);
  if (type === undefined) return undefined;
  const roles = home.drafts.get(type)?.roles.map((role) => role.name.text) ?? [];
  if (roles.includes(node.role.text)) return { kind: "role", type, role: node.role.text };
  const suggestion = suggest(node.role.text, roles);
  const parameters = { name: node.role.text, on: type, suggestion };
  reporting.collector.report(unknownRole, placeOf(reporting, node.role), parameters, { suggestion });
  return undefined;
}

function textOfHolder(node: HolderNode): string {
  if (node.kind === "all") return `all ${node.type.text}`;
  return node.role === undefined ? node.type.text : `${node.type.text}.${node.role.text}`;
}

/** For a canonical order: by type, then plain entities, everyone, roles. */
function textOf(holder: Holder): string {
  return JSON.stringify([holder.type, holder.kind, holder.kind === "role" ? holder.role : ""]);
}
