import type { People, Policy, Role } from "@authz/model";
import type { PolicyIndex } from "../index/policy-index.ts";
import { partsOfExpression } from "../index/expressions.ts";
import { namesOfPeople } from "../index/people.ts";

/**
 * Roles that some decision depends on: those in `who` of a rule or asked for by `is`, whoever is senior to one of them, and what
 * one is derived from or held through.
 */
export function effectiveRoles(policy: Policy, index: PolicyIndex): ReadonlySet<Role> {
  const all = index.roles.map(({ model }) => model);
  const byName = Map.groupBy(all, ({ name }) => name);
  const looked = new Set<string>();
  // Many types have roles of one name: they are looked at when it is first met, so that time stays in proportion.
  const named = (name: string): readonly Role[] => {
    if (looked.has(name)) return [];
    looked.add(name);
    return byName.get(name) ?? [];
  };
  // A name at the end of a path is never that of an application-wide role, which has it for itself.
  const namedBy = (people: People): readonly Role[] =>
    namesOfPeople(people).flatMap((name): readonly Role[] => {
      if (name.kind === "role") return present(index.role(undefined, name.role));
      return name.kind === "member" ? named(name.name) : [];
    });
  const asked = [...policy.rules, ...policy.requirements]
    .flatMap(({ guards }) => guards.flatMap(partsOfExpression))
    .flatMap((part) => (part.kind === "is" ? named(part.role) : []));
  const effective = new Set<Role>();
  const open = [...policy.rules.flatMap(({ who }) => namedBy(who)), ...asked];
  for (let role = open.pop(); role !== undefined; role = open.pop()) {
    if (effective.has(role)) continue;
    effective.add(role);
    const held = role.holders.flatMap((holder) =>
      holder.kind === "role" ? present(index.role(holder.type, holder.role)) : [],
    );
    const derived = role.derived === undefined ? [] : namedBy(role.derived.people);
    open.push(...index.seniorsOf(role), ...held, ...derived);
  }
  return effective;
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
