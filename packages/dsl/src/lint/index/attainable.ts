import type { People, Policy, Role } from "@authz/model";
import { roleKey } from "../../check/roles/role-key.ts";
import { constantTruth } from "./expressions.ts";
import { push } from "./multimap.ts";
import { namesOfPeople } from "./people.ts";

/**
 * Keys of roles that somebody can get: by an assignment to somebody who can exist, from a senior role, or by derivation from
 * people who can exist. It is the least such set: roles that are had only through one another are not in it.
 */
export function attainableRoles(policy: Policy, roles: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const world = createWorld(policy, roles);
  const open = [...roles].flatMap(([key, role]) => (isAttainable(role, world) ? [key] : []));
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (world.attainable.has(key)) continue;
    world.attainable.add(key);
    const role = roles.get(key);
    open.push(...(role?.includes ?? []).map((junior) => roleKey(role?.on, junior)));
    const isNewName = role !== undefined && !world.names.has(role.name);
    if (isNewName) world.names.add(role.name);
    for (const waiting of [
      ...(world.waiting.get(key) ?? []),
      ...(isNewName ? (world.waitingForName.get(role.name) ?? []) : []),
    ]) {
      if (isAttainable(waiting, world)) open.push(roleKey(waiting.on, waiting.name));
    }
  }
  return world.attainable;
}

interface World {
  /** Types of which somebody who asks can be, or can be in. */
  readonly populated: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  readonly attainable: Set<string>;
  /** Names of attainable roles: a path ends in a name, whatever type it leads to. */
  readonly names: Set<string>;
  /** By key of a role, the roles that become attainable through it. */
  readonly waiting: ReadonlyMap<string, readonly Role[]>;
  /** The same by the name at the end of a path: many types have roles of one name, so that is looked at once. */
  readonly waitingForName: ReadonlyMap<string, readonly Role[]>;
}

function createWorld(policy: Policy, roles: ReadonlyMap<string, Role>): World {
  const all = [...roles.values()];
  const waiting = new Map<string, Role[]>();
  const waitingForName = new Map<string, Role[]>();
  for (const role of all) {
    for (const key of new Set(rolesBefore(role))) push(waiting, key, role);
    for (const name of new Set(namesBefore(role))) push(waitingForName, name, role);
  }
  return {
    populated: populatedTypes(policy),
    attributes: new Set(policy.types.flatMap((type) => type.attributes.map((attribute) => attribute.name))),
    attainable: new Set(),
    names: new Set(),
    waiting,
    waitingForName,
  };
}

/** The roles of known places that holders and derivation of a role name. */
function rolesBefore({ holders, derived }: Role): readonly string[] {
  const held = holders.flatMap((holder) => (holder.kind === "role" ? [roleKey(holder.type, holder.role)] : []));
  const named = derived === undefined ? [] : namesOfPeople(derived.people);
  return [...held, ...named.flatMap((name) => (name.kind === "role" ? [roleKey(undefined, name.role)] : []))];
}

/** The names that paths in its derivation end in. */
function namesBefore({ derived }: Role): readonly string[] {
  const named = derived === undefined ? [] : namesOfPeople(derived.people);
  return named.flatMap((name) => (name.kind === "member" ? [name.name] : []));
}

function populatedTypes(policy: Policy): ReadonlySet<string> {
  const populated = new Set(policy.types.filter((type) => type.subject).map((type) => type.name));
  const groupsOf = new Map<string, string[]>();
  for (const type of policy.types) {
    for (const member of type.members ?? []) push(groupsOf, member, type.name);
  }
  const open = [...populated];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const group of groupsOf.get(name) ?? []) {
      if (populated.has(group)) continue;
      populated.add(group);
      open.push(group);
    }
  }
  return populated;
}

function isAttainable(role: Role, world: World): boolean {
  const held = role.holders.some((holder) =>
    holder.kind === "role" ? world.attainable.has(roleKey(holder.type, holder.role)) : world.populated.has(holder.type),
  );
  if (held || role.derived === undefined) return held;
  const { people, guards } = role.derived;
  return guards.every((guard) => constantTruth(guard) !== false) && canExist(people, world);
}

/** Taken to be possible unless every way to it is a role that nobody can get. */
function canExist(people: People, world: World): boolean {
  switch (people.kind) {
    case "anyone":
      return true;
    case "type":
      return world.populated.has(people.type);
    case "role":
      return world.attainable.has(roleKey(undefined, people.role));
    case "member":
      return world.attributes.has(people.name) || world.names.has(people.name);
    case "or":
      return people.items.some((item) => canExist(item, world));
    case "and":
      return people.items.every((item) => canExist(item, world));
    case "butNot":
      return canExist(people.people, world);
  }
}
