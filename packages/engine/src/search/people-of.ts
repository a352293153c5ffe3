import type { Ref } from "@authz/model";
import { groupLink, type FactsIndex, type StoredAssignment } from "../facts/facts.ts";
import type { World } from "../facts/world.ts";
import { refKey } from "../values/value.ts";
import { leavesOf, type Leaf } from "./uses.ts";
import { obtain } from "../values/obtain.ts";

/** Some people: never less than there are, and mostly no more. */
export interface Crowd {
  /** Also the caller without identity. */
  readonly anyone: boolean;
  /** All of these types. */
  readonly types: ReadonlySet<string>;
  /** Subjects and groups, by key. */
  readonly entities: ReadonlyMap<string, Ref>;
  /** When assignments to everyone of a type, or to whoever has a role, begin: milliseconds. */
  readonly begins: ReadonlySet<number>;
}

/** Who may be in one of the leaves, seen from the resource: through roles, the assignments and derivations behind them, and attributes. */
export function peopleOf(leaves: readonly Leaf[], resource: Ref | undefined, world: World, facts: FactsIndex): Crowd {
  const crowd = {
    anyone: false,
    types: new Set<string>(),
    entities: new Map<string, Ref>(),
    begins: new Set<number>(),
  };
  const seen = new Map<string, Set<string>>();
  const queue: (readonly [name: string, place: Ref | undefined])[] = [];

  function enter(name: string, place: Ref | undefined): void {
    const key = place === undefined ? "" : refKey(place);
    const names = obtain(seen, key, () => new Set<string>());
    if (names.has(name)) return;
    names.add(name);
    queue.push([name, place]);
  }

  function enterLeaf(leaf: Leaf, from: Ref | undefined): void {
    if (leaf.kind === "anyone") crowd.anyone = true;
    else if (leaf.kind === "type") crowd.types.add(leaf.type);
    else if (leaf.kind === "role") enter(leaf.role, undefined);
    else for (const place of world.walk(from, leaf.path)) if (place !== undefined) enter(leaf.name, place);
  }

  function enterHolder({ holder, notBefore }: StoredAssignment): void {
    if (holder.kind !== "entity" && notBefore !== undefined) crowd.begins.add(notBefore);
    if (holder.kind === "all") crowd.types.add(holder.type);
    else if (holder.kind === "entity") crowd.entities.set(refKey(holder.ref), holder.ref);
    else enter(holder.role, holder.of);
  }

  for (const leaf of leaves) enterLeaf(leaf, resource);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [name, place] = next;
    const table = place === undefined ? world.schema.roles : world.schema.types.get(place.type)?.roles;
    const role = table?.byName.get(name);
    if (role === undefined && place !== undefined) {
      for (const ref of world.named(place, name)) if (ref !== undefined) crowd.entities.set(refKey(ref), ref);
      continue;
    }
    for (const assignment of facts.assignmentsOn(name, place)) enterHolder(assignment);
    for (const senior of table?.seniors.get(name) ?? []) enter(senior, place);
    if (role?.derived !== undefined) for (const leaf of leavesOf(role.derived.people)) enterLeaf(leaf, place);
  }
  return crowd;
}

/** The known entities of the type among them, groups resolved to who is in them. */
export function membersOf(crowd: Crowd, type: string, facts: FactsIndex): Iterable<Ref> {
  if (crowd.anyone || crowd.types.has(type)) return [...facts.known(type), ...ofType(crowd.entities.values(), type)];
  return ofType(withMembers(crowd.entities.values(), facts), type);
}

function* ofType(refs: Iterable<Ref>, type: string): Generator<Ref> {
  for (const ref of refs) if (ref.type === type) yield ref;
}

/** The entities and whoever is in them, at any distance. */
export function withMembers(entities: Iterable<Ref>, facts: FactsIndex): Iterable<Ref> {
  const found = new Map<string, Ref>();
  for (const ref of entities) found.set(refKey(ref), ref);
  for (const ref of found.values())
    for (const member of facts.referrers(ref, groupLink)) {
      const key = refKey(member);
      if (!found.has(key)) found.set(key, member);
    }
  return found.values();
}
