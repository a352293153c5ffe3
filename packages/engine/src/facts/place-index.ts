import type { StoredAssignment } from "./facts.ts";
import { items, withItem, withoutItem, type Bag } from "./bag.ts";

/**
 * The assignments on one resource, or the application-wide ones: a list while they are few; once they are many, found by role
 * and holder. `H` is what stands for a holder that is one entity; a Map finds it by identity.
 */
export type PlaceIndex<H> = StoredAssignment[] | Map<string, RoleIndex<H>> | undefined;

interface RoleIndex<H> {
  readonly entities: Map<H, Bag<StoredAssignment>>;
  readonly all: Map<string, Bag<StoredAssignment>>;
  roles: Bag<StoredAssignment>;
}

const few = 16;

/** With the assignment, which is not in it yet; the old index is not to be used any more. */
export function withAssignment<H>(
  index: PlaceIndex<H>,
  assignment: StoredAssignment,
  holderOf: (assignment: StoredAssignment) => H | undefined,
): PlaceIndex<H> {
  if (index === undefined) return [assignment];
  if (index instanceof Map) return insert(index, assignment, holderOf(assignment));
  if (index.length < few) {
    index.push(assignment);
    return index;
  }
  const map = new Map<string, RoleIndex<H>>();
  for (const other of [...index, assignment]) insert(map, other, holderOf(other));
  return map;
}

function insert<H>(
  map: Map<string, RoleIndex<H>>,
  assignment: StoredAssignment,
  entity: H | undefined,
): Map<string, RoleIndex<H>> {
  const { holder, role } = assignment;
  const index: RoleIndex<H> = map.get(role) ?? { entities: new Map(), all: new Map(), roles: undefined };
  map.set(role, index);
  if (holder.kind === "role") index.roles = withItem(index.roles, assignment);
  else if (holder.kind === "all") index.all.set(holder.type, withItem(index.all.get(holder.type), assignment));
  else if (entity !== undefined) index.entities.set(entity, withItem(index.entities.get(entity), assignment));
  return map;
}

/** Without the assignment; undefined when nothing is left. */
export function withoutAssignment<H>(
  index: PlaceIndex<H>,
  assignment: StoredAssignment,
  entity: H | undefined,
): PlaceIndex<H> {
  if (!(index instanceof Map)) {
    const rest = index?.filter((other) => other !== assignment) ?? [];
    return rest.length === 0 ? undefined : rest;
  }
  const { holder, role } = assignment;
  const found = index.get(role);
  if (found === undefined) return index;
  if (holder.kind === "role") found.roles = withoutItem(found.roles, assignment);
  else if (holder.kind === "all") take(found.all, holder.type, assignment);
  else if (entity !== undefined) take(found.entities, entity, assignment);
  if (found.entities.size === 0 && found.all.size === 0 && found.roles === undefined) index.delete(role);
  return index.size === 0 ? undefined : index;
}

function take<K>(map: Map<K, Bag<StoredAssignment>>, key: K, assignment: StoredAssignment): void {
  const rest = withoutItem(map.get(key), assignment);
  if (rest === undefined) map.delete(key);
  else map.set(key, rest);
}

/** Those of the role; of a list perhaps others as well, which whoever asks sorts out by role and holder. */
export function* ofRole<H>(index: PlaceIndex<H>, role: string): Generator<StoredAssignment> {
  if (!(index instanceof Map)) {
    for (const assignment of index ?? []) if (assignment.role === role) yield assignment;
    return;
  }
  const found = index.get(role);
  if (found === undefined) return;
  for (const bag of found.entities.values()) yield* items(bag);
  for (const bag of found.all.values()) yield* items(bag);
  yield* items(found.roles);
}

/** Those of the role that somebody of the type may have it by, who is (or is in) one of the entities. */
export function* ofRoleTo<H>(
  index: PlaceIndex<H>,
  role: string,
  type: string,
  entities: () => Iterable<H>,
): Generator<StoredAssignment> {
  if (!(index instanceof Map)) {
    for (const assignment of index ?? []) if (assignment.role === role) yield assignment;
    return;
  }
  const found = index.get(role);
  if (found === undefined) return;
  for (const entity of entities()) yield* items(found.entities.get(entity));
  yield* items(found.all.get(type));
  yield* items(found.roles);
}

export function* everyAssignment<H>(index: PlaceIndex<H>): Generator<StoredAssignment> {
  if (!(index instanceof Map)) yield* index ?? [];
  else for (const role of index.keys()) yield* ofRole(index, role);
}
