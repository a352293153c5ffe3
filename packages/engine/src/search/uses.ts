import type { Expression, People } from "@authz/model";
import type { Schema } from "../schema/schema.ts";

/** What a people-expression is made of, seen from one resource. */
export type Leaf = Exclude<People, { kind: "or" | "and" | "butNot" }>;

/** A derived role that speaks of somebody. */
export interface Use {
  /** The role's resource type; undefined: it is application-wide. */
  readonly on: string | undefined;
  readonly role: string;
  readonly leaf: Leaf;
  /** What must be true besides. */
  readonly guards: readonly Expression[];
}

/** Which derived roles speak of a name: the way from those who have it to those who have more by it. */
export interface Uses {
  /** Of a role on a resource, or a people-attribute. */
  ofMember(name: string): readonly Use[];
  /** Of an application-wide role. */
  ofRole(name: string): readonly Use[];
  /** Of everyone of a type; undefined: of the caller without identity. */
  ofType(type: string | undefined): readonly Use[];
  /** May roles be assigned to whoever has this role on something of the type? */
  isHolder(type: string, role: string): boolean;
}

/**
 * People in the expression are in one of its leaves: what stands right of `but not` only takes away, and of an `and` one item
 * is enough, the narrowest.
 */
export function leavesOf(people: People): readonly Leaf[] {
  switch (people.kind) {
    case "or":
      return people.items.flatMap(leavesOf);
    case "and":
      return people.items.map(leavesOf).reduce((best, leaves) => (isNarrower(leaves, best) ? leaves : best));
    case "butNot":
      return leavesOf(people.people);
    case "anyone":
    case "type":
    case "role":
    case "member":
      return [people];
  }
}

function isNarrower(left: readonly Leaf[], right: readonly Leaf[]): boolean {
  const [wideLeft, wideRight] = [left.some(isWide), right.some(isWide)];
  return wideLeft === wideRight ? left.length < right.length : wideRight;
}

function isWide({ kind }: Leaf): boolean {
  return kind === "anyone" || kind === "type";
}

/** Every name that the expression mentions, also those that only take away. */
export function mentionsOf(people: People): readonly Leaf[] {
  switch (people.kind) {
    case "or":
    case "and":
      return people.items.flatMap(mentionsOf);
    case "butNot":
      return [...mentionsOf(people.people), ...mentionsOf(people.except)];
    case "anyone":
    case "type":
    case "role":
    case "member":
      return [people];
  }
}

/** @param leaves what of a derivation counts: `leavesOf`, or `mentionsOf` when less for one may be more for another */
export function createUses(schema: Schema, leaves: (people: People) => readonly Leaf[]): Uses {
  const members = new Map<string, Use[]>();
  const roles = new Map<string, Use[]>();
  const types = new Map<string, Use[]>();
  const anyone: Use[] = [];
  const holders = new Map<string, Set<string>>();
  const { policy } = schema;
  for (const role of [...policy.roles, ...policy.types.flatMap((type) => type.resource?.roles ?? [])]) {
    for (const holder of role.holders)
      if (holder.kind === "role") holders.set(holder.type, new Set(holders.get(holder.type)).add(holder.role));
    for (const leaf of role.derived === undefined ? [] : leaves(role.derived.people)) {
      const use: Use = { on: role.on, role: role.name, leaf, guards: role.derived?.guards ?? [] };
      if (leaf.kind === "member") add(members, leaf.name, use);
      else if (leaf.kind === "role") add(roles, leaf.role, use);
      else if (leaf.kind === "type") add(types, leaf.type, use);
      else anyone.push(use);
    }
  }
  return {
    isHolder: (type, role) => holders.get(type)?.has(role) === true,
    ofMember: (name) => members.get(name) ?? [],
    ofRole: (name) => roles.get(name) ?? [],
    ofType: (type) => [...anyone, ...(type === undefined ? [] : (types.get(type) ?? []))],
  };
}

function add(map: Map<string, Use[]>, name: string, use: Use): void {
  const uses = map.get(name);
  if (uses === undefined) map.set(name, [use]);
  else uses.push(use);
}
