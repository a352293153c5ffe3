import type { Ref } from "@authz/model";
import type { AssignedHolder, StoredAssignment } from "./facts.ts";
import { items, withItem, withoutItem, type Bag } from "./bag.ts";

/**
 * The assignments on one resource, or the application-wide ones: a list while they are few; once they are many, found by role
 * and holder. An entity is always the same object here, so that it is found by identity.
 */
export type PlaceIndex = StoredAssignment[] | Map<string, RoleIndex> | undefined;

interface RoleIndex {
  readonly entities: Map<Ref, Bag<StoredAssignment>>;
  readonly all: Map<string, Bag<StoredAssignment>>;
  /** By the entity on which a role is had. */
  readonly roles: Map<Ref, Bag<StoredAssignment>>;
}

const few = 32;

/** With the assignment, which is not in it yet; the old index is not to be used any more. */
export function withAssignment(index: PlaceIndex, assignment: StoredAssignment): PlaceIndex {
  if (index === undefined) return [assignment];
  if (index instanceof Map) return insert(index, assignment);
  if (index.length < few) {
    index.push(assignment);
    return index;
  }
  const map = new Map<string, RoleIndex>();
  for (const other of index) insert(map, other);
  return insert(map, assignment);
}

function insert(map: Map<string, RoleIndex>, assignment: StoredAssignment): Map<string, RoleIndex> {
  const { holder, role } = assignment;
  const index: RoleIndex = map.get(role) ?? { entities: new Map(), all: new Map(), roles: new Map() };
  map.set(role, index);
  if (holder.kind === "role") index.roles.set(holder.of, withItem(index.roles.get(holder.of), assignment));
  else if (holder.kind === "all") index.all.set(holder.type, withItem(index.all.get(holder.type), assignment));
  else index.entities.set(holder.ref, withItem(index.entities.get(holder.ref), assignment));
  return map;
}

/** Without the assignment; undefined when nothing is left. */
export function withoutAssignment(index: PlaceIndex, assignment: StoredAssignment): PlaceIndex {
  if (!(index instanceof Map)) {
    const rest = index?.filter((other) => other !== assignment) ?? [];
    return rest.length === 0 ? undefined : rest;
  }
  const { holder, role } = assignment;
  const found = index.get(role);
  if (found === undefined) return index;
  if (holder.kind === "role") take(found.roles, holder.of, assignment);
  else if (holder.kind === "all") take(found.all, holder.type, assignment);
  else take(found.entities, holder.ref, assignment);
  if (found.entities.size === 0 && found.all.size === 0 && found.roles.size === 0) index.delete(role);
  return index.size === 0 ? undefined : index;
}

function take<K>(map: Map<K, Bag<StoredAssignment>>, key: K, assignment: StoredAssignment): void {
  const rest = withoutItem(map.get(key), assignment);
  if (rest === undefined) map.delete(key);
  else map.set(key, rest);
}

/** The same index in no more room than it needs. */
export function fittedIndex(index: PlaceIndex): PlaceIndex {
  return Array.isArray(index) ? index.slice() : index;
}

/** Is the very same one there, of a holder that assignments share (see `share`)? */
export function hasAssignment(index: PlaceIndex, { holder, role, notBefore, notAfter }: StoredAssignment): boolean {
  if (index === undefined) return false;
  const candidates = index instanceof Map ? ofRoleToHolder(index, role, holder) : index;
  for (const other of candidates) {
    // Told by looking no further than this, for all but roles: of many facts, hardly any are at hand.
    if (other.holder !== holder && (holder.kind !== "role" || !isSameHolder(other.holder, holder))) continue;
    if (other.role === role && other.notBefore === notBefore && other.notAfter === notAfter) return true;
  }
  return false;
}

/** Those of the role to the very holder. */
export function ofRoleToHolder(index: PlaceIndex, role: string, holder: AssignedHolder): readonly StoredAssignment[] {
  if (!(index instanceof Map))
    return index?.filter((other) => other.role === role && isSameHolder(other.holder, holder)) ?? [];
  const found = index.get(role);
  if (found === undefined) return [];
  if (holder.kind === "entity") return [...items(found.entities.get(holder.ref))];
  if (holder.kind === "all") return [...items(found.all.get(holder.type))];
  return [...items(found.roles.get(holder.of))].filter((other) => isSameHolder(other.holder, holder));
}

function isSameHolder(left: AssignedHolder, right: AssignedHolder): boolean {
  switch (left.kind) {
    case "entity":
      return right.kind === "entity" && left.ref === right.ref;
    case "all":
      return right.kind === "all" && left.type === right.type;
    case "role":
      return right.kind === "role" && left.role === right.role && left.of === right.of;
  }
}

/** Those of the role, whoever holds them. */
export function* ofRole(index: PlaceIndex, role: string): Generator<StoredAssignment> {
  if (!(index instanceof Map)) {
    for (const assignment of index ?? []) if (assignment.role === role) yield assignment;
    return;
  }
  const found = index.get(role);
  if (found === undefined) return;
  for (const bag of found.entities.values()) yield* items(bag);
  for (const bag of found.all.values()) yield* items(bag);
  for (const bag of found.roles.values()) yield* items(bag);
}

/** Those of the role that somebody of the type may have it by, who is (or is in) one of the entities; of a short list perhaps others as well. */
export function* ofRoleTo(
  index: PlaceIndex,
  role: string,
  type: string,
  entities: () => Iterable<Ref>,
): Generator<StoredAssignment> {
  if (!(index instanceof Map)) {
    for (const assignment of index ?? []) if (assignment.role === role) yield assignment;
    return;
  }
  const found = index.get(role);
  if (found === undefined) return;
  for (const entity of entities()) yield* items(found.entities.get(entity));
  yield* items(found.all.get(type));
  for (const bag of found.roles.values()) yield* items(bag);
}

export function* everyAssignment(index: PlaceIndex): Generator<StoredAssignment> {
  if (!(index instanceof Map)) yield* index ?? [];
  else for (const role of index.keys()) yield* ofRole(index, role);
}
