import type { People, Policy, Role } from "@authz/model";
import { push } from "../index/multimap.ts";
import { juniorsOf } from "./hierarchy.ts";

/** Answers whether one people-expression holds everybody of another, whatever the facts. */
export interface Coverage {
  /** Whether everybody in `narrow` is in `wide` as well. */
  readonly covers: (wide: People, narrow: People) => boolean;
  /** The same also where a caller takes up only some of the roles that they hold, with `active_roles`. */
  readonly coversWhateverIsActive: (wide: People, narrow: People) => boolean;
  /** Whether nobody can be in both, since a subject has one type. */
  readonly areApart: (left: People, right: People) => boolean;
  /** Whether nobody can be in it: types that exclude each other, or all of them taken away again. */
  readonly isEmpty: (people: People) => boolean;
}

type MemberName = Extract<People, { readonly kind: "member" }>;

/** How deep derivations are followed. */
const DEEPEST = 8;

export function createCoverage(policy: Policy): Coverage {
  const world = createWorld(policy);
  const active = { ...world, canBeInactive: true };
  return {
    covers: (wide, narrow) => covers(wide, narrow, world, 0),
    coversWhateverIsActive: (wide, narrow) => covers(wide, narrow, active, 0),
    areApart,
    isEmpty: (people) => isEmpty(people, world),
  };
}

interface World {
  readonly applicationWide: ReadonlyMap<string, Role>;
  /** Roles of resources, by name. */
  readonly byName: ReadonlyMap<string, readonly Role[]>;
  /** Names of people-attributes. */
  readonly attributes: ReadonlySet<string>;
  readonly juniors: Map<Role, ReadonlySet<string>>;
  /** Whether somebody who has an application-wide role by its `if` may not have taken it up. */
  readonly canBeInactive: boolean;
}

function createWorld(policy: Policy): World {
  const byName = new Map<string, Role[]>();
  for (const type of policy.types) for (const role of type.resource?.roles ?? []) push(byName, role.name, role);
  return {
    applicationWide: new Map(policy.roles.map((role) => [role.name, role])),
    byName,
    attributes: new Set(policy.types.flatMap(({ attributes }) => attributes.map(({ name }) => name))),
    juniors: new Map(),
    canBeInactive: false,
  };
}

function covers(wide: People, narrow: People, world: World, depth: number): boolean {
  const within = (one: People, other: People): boolean => covers(one, other, world, depth);
  if (wide.kind === "anyone") return true;
  if (narrow.kind === "or") return narrow.items.every((item) => within(wide, item));
  if (wide.kind === "and") return wide.items.every((item) => within(item, narrow));
  if (wide.kind === "butNot") {
    if (!within(wide.people, narrow)) return false;
    if (narrow.kind === "butNot" && within(narrow.except, wide.except)) return true;
    return areApart(narrow, wide.except);
  }
  if (wide.kind === "or" && wide.items.some((item) => within(item, narrow))) return true;
  if (narrow.kind === "and") return narrow.items.some((item) => within(wide, item));
  if (narrow.kind === "butNot") return within(wide, narrow.people);
  return wide.kind !== "or" && nameCovers(wide, narrow, world, depth);
}

function nameCovers(
  wide: Exclude<People, { readonly kind: "or" | "and" | "butNot" }>,
  narrow: People,
  world: World,
  depth: number,
): boolean {
  if (isSameName(wide, narrow)) return true;
  if (wide.kind === "role") {
    const role = world.applicationWide.get(wide.role);
    if (narrow.kind === "role" && includes(world.applicationWide.get(narrow.role), wide.role, world)) return true;
    return role !== undefined && derives(role, narrow, world, depth);
  }
  return wide.kind === "member" && memberCovers(wide, narrow, world, depth);
}

function isSameName(left: People, right: People): boolean {
  if (left.kind === "type") return right.kind === "type" && left.type === right.type;
  if (left.kind === "role") return right.kind === "role" && left.role === right.role;
  if (left.kind !== "member" || right.kind !== "member") return false;
  return left.name === right.name && isSamePath(left.path, right.path);
}

/** Of a path's end only the name is looked at: what is said must be so of every role of that name. */
function memberCovers(wide: MemberName, narrow: People, world: World, depth: number): boolean {
  if (world.attributes.has(wide.name)) return false;
  const below = world.byName.get(wide.name) ?? [];
  const isHere = wide.path.length === 0 && below.length > 0;
  if (isHere && below.every((role) => derives(role, narrow, world, depth))) return true;
  if (narrow.kind !== "member" || !isSamePath(wide.path, narrow.path) || world.attributes.has(narrow.name))
    return false;
  const above = world.byName.get(narrow.name) ?? [];
  return above.length > 0 && above.every((role) => includes(role, wide.name, world));
}

/** Whether whoever is in `narrow` has the role by its `if`. */
function derives({ derived, on }: Role, narrow: People, world: World, depth: number): boolean {
  if (on === undefined && world.canBeInactive) return false;
  if (derived === undefined || derived.guards.length > 0 || depth >= DEEPEST) return false;
  return covers(derived.people, narrow, world, depth + 1);
}

function isSamePath(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}

function includes(senior: Role | undefined, junior: string, world: World): boolean {
  return senior !== undefined && juniorsIn(senior, world).has(junior);
}

/** Computed once for each role. */
function juniorsIn(role: Role, world: World): ReadonlySet<string> {
  const known = world.juniors.get(role) ?? juniorsOf(role, (one, name) => roleBeside(one, name, world));
  world.juniors.set(role, known);
  return known;
}

function roleBeside({ on }: Role, name: string, world: World): Role | undefined {
  if (on === undefined) return world.applicationWide.get(name);
  return world.byName.get(name)?.find((role) => role.on === on);
}

function isEmpty(people: People, world: World): boolean {
  switch (people.kind) {
    case "or":
      return people.items.every((item) => isEmpty(item, world));
    case "and":
      return typesOf(people)?.size === 0 || people.items.some((item) => isEmpty(item, world));
    case "butNot":
      return isEmpty(people.people, world) || covers(people.except, people.people, world, 0);
    case "anyone":
    case "type":
    case "role":
    case "member":
      return false;
  }
}

function areApart(left: People, right: People): boolean {
  const [one, other] = [typesOf(left), typesOf(right)];
  return one !== undefined && other !== undefined && [...one].every((type) => !other.has(type));
}

/** The subject types that people are narrowed to; undefined when they may be of any, or have none. */
export function typesOf(people: People): ReadonlySet<string> | undefined {
  switch (people.kind) {
    case "type":
      return new Set([people.type]);
    case "anyone":
    case "role":
    case "member":
      return undefined;
    case "or": {
      const items = people.items.map(typesOf);
      return items.includes(undefined) ? undefined : new Set(items.flatMap((item) => [...(item ?? [])]));
    }
    case "and": {
      const items = people.items.flatMap((item) => typesOf(item) ?? []);
      const [first, ...rest] = items;
      return first === undefined
        ? undefined
        : new Set([...first].filter((type) => rest.every((item) => item.has(type))));
    }
    case "butNot":
      return typesOf(people.people);
  }
}
