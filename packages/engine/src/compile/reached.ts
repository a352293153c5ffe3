import type { People, Ref } from "@authz/model";
import type { Bag } from "../facts/bag.ts";
import type { StoredAssignment, StoredEntity } from "../facts/facts.ts";
import type { Node } from "../facts/nodes.ts";
import { ofRole, ofRoleTo } from "../facts/place-index.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";
import type { Value } from "../values/value.ts";
import { rolesOf, type Plan } from "./plan.ts";

/** The people of a plan, as facts have it for one resource. */
export interface Reached {
  readonly plan: Plan;
  /** Of the facts: the last that is known to have it so. */
  version: number;
  /** On the way: others can be reached only when one of these changes. More than `mostSeen` are not all. */
  readonly seen: Node[];
  anyone: boolean;
  readonly types: Set<string>;
  /** Subjects and groups. */
  readonly holders: Set<Node>;
  /** The same, when they are so few that they are faster gone through than looked up. */
  few: readonly Node[] | undefined;
  /** Where very many hold a role: by whom. */
  readonly many: Map<Ref, Bag<StoredAssignment>>[];
  /** Those that hold for a time. */
  readonly timed: StoredAssignment[];
  /** Application-wide roles that a caller may assert, beside those of the plan: as asserted. */
  readonly asserted: Set<string>;
  /** Something is missing on the way: whoever is not reached may belong to it all the same. */
  unknown: boolean;
  /** This cannot tell. */
  unclear: boolean;
  /** No facts make anybody belong. */
  empty: boolean;
  /** To everybody, to everybody of a type, or to whoever asserts a role. */
  open: boolean;
}

/** Past so many places the interpreter has to do it; it is slower, and right as well. */
const maxPlaces = 200_000;
/** A role with so many holders on one resource is asked for each of the subject's identities instead. */
const manyHolders = 64;
const fewHolders = 6;
export const mostSeen = 32;

/**
 * Walks from the plan's roots to everybody who belongs to it. Circles in data are harmless: each place is visited once.
 * @param resource undefined when nothing of the plan is seen from it
 */
export function reach(plan: Plan, resource: Node | undefined, table: FactsTable, schema: Schema): Reached {
  const reached: Reached = {
    plan,
    version: table.versions.facts,
    seen: [],
    anyone: plan.anyone,
    types: new Set(plan.types),
    holders: new Set(),
    few: undefined,
    many: [],
    timed: [],
    asserted: new Set(),
    unknown: false,
    unclear: false,
    empty: false,
    open: false,
  };
  walkFrom(resource, { reached, table, schema, visited: new Map(), due: [] });
  reached.few = reached.holders.size <= fewHolders ? [...reached.holders] : undefined;
  reached.empty = reached.holders.size === 0 && reached.many.length === 0 && reached.timed.length === 0;
  reached.open = reached.anyone || reached.types.size > 0 || reached.asserted.size > 0;
  return reached;
}

interface Walk {
  readonly reached: Reached;
  readonly table: FactsTable;
  readonly schema: Schema;
  /** Where roles were visited: by place, application-wide ones by undefined. */
  readonly visited: Map<Node | undefined, Set<string>>;
  readonly due: (readonly [place: Node | undefined, role: string])[];
}

function walkFrom(resource: Node | undefined, walk: Walk): void {
  const { reached, table, due } = walk;
  const { roles, roots } = reached.plan;
  for (const role of roles) addAssigned(walk, table.application, role);
  for (const root of roots) {
    if (resource === undefined) continue;
    if (root.kind === "member") addMembers(walk, root.path, root.name, resource);
    else if (root.kind === "assigned" && root.on === "resource") addAssigned(walk, resource, root.role);
  }
  let places = 0;
  for (let next = due.pop(); next !== undefined; next = due.pop()) {
    visitRole(walk, next[0], next[1]);
    if (++places <= maxPlaces) continue;
    reached.unclear = true;
    return;
  }
}

/** The place is undefined for an application-wide role. */
function visitRole(walk: Walk, place: Node | undefined, name: string): void {
  const seen = obtain(walk.visited, place, () => new Set<string>());
  if (seen.has(name)) return;
  seen.add(name);
  const table = rolesOf(place?.type ?? "", walk.schema);
  const role = table?.byName.get(name);
  if (role === undefined) return;
  if (place === undefined) walk.reached.asserted.add(role.wire);
  addAssigned(walk, place ?? walk.table.application, name);
  for (const senior of table?.seniors.get(name) ?? []) walk.due.push([place, senior]);
  if (role.derived === undefined) return;
  // Plans lead to no such role; if one did, this could not tell.
  if (role.derived.guards.length > 0) walk.reached.unclear = true;
  addPeople(walk, role.derived.people, place);
}

function see({ reached: { seen } }: Walk, place: Node): void {
  if (seen.length <= mostSeen && !seen.includes(place)) seen.push(place);
}

function addAssigned(walk: Walk, place: Node, role: string): void {
  see(walk, place);
  if (walk.reached.plan.anonymous) return;
  const index = place.place instanceof Map ? place.place.get(role)?.entities : undefined;
  if (index === undefined || index.size <= manyHolders) {
    for (const assignment of ofRole(place.place, role)) addHolder(walk, assignment);
    return;
  }
  walk.reached.many.push(index);
  for (const { type } of walk.schema.types.values())
    if (type.subject) for (const each of ofRoleTo(place.place, role, type.name, () => [])) addHolder(walk, each);
}

function addHolder({ reached, due }: Walk, assignment: StoredAssignment): void {
  const { holder, notBefore, notAfter } = assignment;
  const timed = notBefore !== undefined || notAfter !== undefined;
  if (holder.kind === "role") {
    if (timed) reached.unclear = true;
    else due.push([holder.of as Node, holder.role]);
  } else if (timed) reached.timed.push(assignment);
  else if (holder.kind === "all") reached.types.add(holder.type);
  else reached.holders.add(holder.ref as Node);
}

function addPeople(walk: Walk, people: People, place: Node | undefined): void {
  switch (people.kind) {
    case "anyone":
      walk.reached.anyone = true;
      return;
    case "type":
      walk.reached.types.add(people.type);
      return;
    case "role":
      walk.due.push([undefined, people.role]);
      return;
    case "member":
      if (place !== undefined) addMembers(walk, people.path, people.name, place);
      return;
    case "or":
      for (const item of people.items) addPeople(walk, item, place);
      return;
    case "and":
    case "butNot":
      walk.reached.unclear = true;
  }
}

function addMembers(walk: Walk, path: readonly string[], name: string, from: Node): void {
  let places: readonly Node[] = [from];
  for (const step of path) places = places.flatMap((place) => behind(walk, place, step));
  for (const place of places) {
    if (walk.schema.types.get(place.type)?.roles.byName.has(name) === true) walk.due.push([place, name]);
    else for (const person of named(walk, place, name)) walk.reached.holders.add(person);
  }
}

function behind(walk: Walk, place: Node, step: string): readonly Node[] {
  see(walk, place);
  const entry = walk.schema.types.get(place.type);
  if (step !== "parent" || entry?.attributes.has(step) === true) return named(walk, place, step);
  if ((entry?.type.resource?.parents ?? []).length === 0) return [];
  if (place.stored === undefined) walk.reached.unknown = true;
  return nodesOf(walk, place.stored?.parents ?? []);
}

/** As the interpreter has it: an optional attribute that is missing names nobody, of a required one it is unknown whom. */
function named(walk: Walk, place: Node, name: string): readonly Node[] {
  see(walk, place);
  const declared = walk.schema.types.get(place.type)?.attributes.get(name);
  if (declared === undefined) return [];
  const value = storedValue(place.stored, name);
  if (value === undefined) {
    if (!declared.optional) walk.reached.unknown = true;
    return [];
  }
  const values: readonly Value[] = typeof value === "object" && value.kind === "set" ? value.items : [value];
  const refs = values.filter((item) => typeof item === "object" && item.kind === "entity");
  if (refs.length < values.length) walk.reached.unknown = true;
  return nodesOf(walk, refs);
}

function storedValue(stored: StoredEntity | undefined, name: string): Value | undefined {
  return stored?.attributes.get(name);
}

/** Whoever is named has a node. */
function nodesOf({ table, reached }: Walk, refs: readonly Ref[]): readonly Node[] {
  return refs.flatMap(({ type, id }) => {
    const node = table.nodes(type).get(id);
    if (node === undefined) reached.unclear = true;
    return node ?? [];
  });
}
