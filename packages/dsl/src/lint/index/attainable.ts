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
    for (const waiting of world.waiting.get(key) ?? []) {
      if (isAttainable(waiting, world)) open.push(roleKey(waiting.on, waiting.name));
    }
  }
  return world.attainable;
}

interface World {
  /** Types of which somebody who asks can be, or can be in. */
  readonly populated: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, readonly Role[]>;
  readonly attributes: ReadonlySet<string>;
  readonly attainable: Set<string>;
  /** By key of a role, the roles that become attainable through it. */
  readonly waiting: ReadonlyMap<string, readonly Role[]>;
}

function createWorld(policy: Policy, roles: ReadonlyMap<string, Role>): World {
  const all = [...roles.values()];
  const byName = Map.groupBy(all, (role) => role.name);
  const waiting = new Map<string, Role[]>();
  for (const role of all) {
    for (const key of new Set(rolesBefore(role, byName))) push(waiting, key, role);
  }
  return {
    populated: populatedTypes(policy),
    byName,
    attributes: new Set(policy.types.flatMap((type) => type.attributes.map((attribute) => attribute.name))),
    attainable: new Set(),
    waiting,
  };
}

/** The roles that holders and derivation of a role name. */
function rolesBefore(role: Role, byName: World["byName"]): readonly string[] {
  const held = role.holders.flatMap((holder) => (holder.kind === "role" ? [roleKey(holder.type, holder.role)] : []));
  const derived = role.derived === undefined ? [] : namesOfPeople(role.derived.people);
  return [
    ...held,
    ...derived.flatMap((name): readonly string[] => {
      if (name.kind === "role") return [roleKey(undefined, name.role)];
      if (name.kind !== "member") return [];
      return (byName.get(name.name) ?? []).map((other) => roleKey(other.on, other.name));
    }),
  ];
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
      return (
        world.attributes.has(people.name) ||
        (world.byName.get(people.name) ?? []).some((role) => world.attainable.has(roleKey(role.on, role.name)))
      );
    case "or":
      return people.items.some((item) => canExist(item, world));
    case "and":
      return people.items.every((item) => canExist(item, world));
    case "butNot":
      return canExist(people.people, world);
  }
}
