import { suggest, type Holder, type HolderRef, type Ref, type Role } from "@authz/model";
import { unknownRole } from "../../diagnostics/names/unknown-role.ts";
import { wrongHolder } from "../../diagnostics/tests/wrong-holder.ts";
import type { EntityNode, HoldersNode, Name } from "../../syntax/tree.ts";
import { knownType, type NeededType } from "../known-type.ts";
import { placeOf, type CheckContext, type TypeEntry } from "../vocabulary.ts";

/** Reads an entity of the facts that must be of some kind. */
export type ReadRef = (
  node: EntityNode,
  needed: NeededType,
  context: CheckContext,
) => { readonly entry: TypeEntry; readonly ref: Ref } | undefined;

/** A role on resources of the type, or an application-wide one. */
export function checkRole(name: Name, on: TypeEntry | undefined, context: CheckContext): Role | undefined {
  const roles = on === undefined ? context.vocabulary.roles : on.roles;
  const role = roles.get(name.text);
  if (role !== undefined) return role;
  const suggestion = suggest(name.text, roles.keys());
  const parameters = { name: name.text, on: on?.type.name, suggestion };
  context.collector.report(unknownRole, placeOf(context, name), parameters, { suggestion });
  return undefined;
}

/** `holders`: the role's `for` must admit them. */
export function checkHolder(
  node: HoldersNode,
  role: Role | undefined,
  readRef: ReadRef,
  context: CheckContext,
): HolderRef | undefined {
  const found = resolveHolder(node, readRef, context);
  if (found === undefined || role === undefined) return undefined;
  if (role.holders.some((holder) => textOf(holder) === textOf(found.holder))) return found.ref;
  const admitted = role.holders.map(textOf);
  const parameters = { role: role.name, holder: describe(found.holder), admitted };
  context.collector.report(wrongHolder, placeOf(context, node), parameters);
  return undefined;
}

function resolveHolder(
  node: HoldersNode,
  readRef: ReadRef,
  context: CheckContext,
): { readonly holder: Holder; readonly ref: HolderRef } | undefined {
  switch (node.kind) {
    case "entity": {
      const found = readRef(node, "subject or group", context);
      return found && { holder: { kind: "entity", type: found.entry.type.name }, ref: found.ref };
    }
    case "all": {
      const entry = knownType(node.type, "subject", context);
      return entry && { holder: { kind: "all", type: entry.type.name }, ref: { type: entry.type.wire, id: "*" } };
    }
    case "roleOf": {
      const found = readRef(node.of, "resource", context);
      const role = found && checkRole(node.role, found.entry, context);
      if (found === undefined || role === undefined) return undefined;
      const holder = { kind: "role", type: found.entry.type.name, role: role.name } as const;
      return { holder, ref: { ...found.ref, role: role.wire } };
    }
  }
}

/** As `for` writes it. */
function textOf(holder: Holder): string {
  switch (holder.kind) {
    case "entity":
      return holder.type;
    case "all":
      return `all ${holder.type}`;
    case "role":
      return `${holder.type}.${holder.role}`;
  }
}

function describe(holder: Holder): string {
  switch (holder.kind) {
    case "entity":
      return `a \`${holder.type}\``;
    case "all":
      return `every \`${holder.type}\``;
    case "role":
      return `whoever is \`${holder.role}\` of a \`${holder.type}\``;
  }
}
