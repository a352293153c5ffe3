import type { People, Policy, Role } from "@authz/model";
import { roleKey } from "../../check/roles/role-key.ts";
import { partsOfExpression } from "./expressions.ts";
import { namesOfPeople } from "./people.ts";

/** Roles by `roleKey(on, name)`. */
export function rolesByKey(policy: Policy): ReadonlyMap<string, Role> {
  const roles = [...policy.roles, ...policy.types.flatMap((type) => type.resource?.roles ?? [])];
  return new Map(roles.map((role) => [roleKey(role.on, role.name), role]));
}

/**
 * Keys of roles that something names: rules, claims, derivations, `is`, `for`, `exclusive`. A name at the end of a path counts
 * for every type that has it. Hierarchy (`includes`) and tests do not count.
 */
export function namedRoles(policy: Policy, roles: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const named = new Set<string>();
  const anywhere = new Set<string>();
  const all = [...roles.values()];
  for (const { who } of [...policy.rules, ...policy.claims]) addPeople(who);
  for (const role of all) {
    if (role.derived !== undefined) addPeople(role.derived.people);
    for (const holder of role.holders) if (holder.kind === "role") named.add(roleKey(holder.type, holder.role));
  }
  for (const { on, roles: members } of policy.exclusives) for (const name of members) named.add(roleKey(on, name));
  for (const name of rolesOfIs(policy, all)) {
    named.add(roleKey(undefined, name));
    anywhere.add(name);
  }
  for (const [key, role] of roles) if (role.on !== undefined && anywhere.has(role.name)) named.add(key);
  return named;

  function addPeople(people: People): void {
    for (const name of namesOfPeople(people)) {
      if (name.kind === "role") named.add(roleKey(undefined, name.role));
      else if (name.kind === "member") anywhere.add(name.name);
    }
  }
}

function rolesOfIs(policy: Policy, roles: readonly Role[]): readonly string[] {
  const statements = [...policy.rules, ...policy.requirements, ...policy.claims];
  const guards = [
    ...statements.flatMap(({ guards: all }) => all),
    ...roles.flatMap((role) => role.derived?.guards ?? []),
  ];
  return guards.flatMap(partsOfExpression).flatMap((part) => (part.kind === "is" ? [part.role] : []));
}
