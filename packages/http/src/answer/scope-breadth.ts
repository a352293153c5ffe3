import type { Policy, Scope } from "@authz/model";

/** How much a scope covers, by its name: actions on resource types, with all that it includes. */
export type ScopeBreadth = (scope: string) => number;

/** Of the scopes that would do a client should ask for the one that allows it the least besides. Made once for a policy. */
export function scopeBreadthOf(policy: Policy): ScopeBreadth {
  const known = breadths.get(policy);
  if (known !== undefined) return known;
  const scopes = new Map(policy.scopes.flatMap((scope) => (scope.name === undefined ? [] : [[scope.name, scope]])));
  const counted = new Map<string, number>();
  const breadth: ScopeBreadth = (name) => {
    const count = counted.get(name) ?? countActions(name, scopes);
    counted.set(name, count);
    return count;
  };
  breadths.set(policy, breadth);
  return breadth;
}

const breadths = new WeakMap<Policy, ScopeBreadth>();

function countActions(name: string, scopes: ReadonlyMap<string, Scope>): number {
  const reached = new Set([name]);
  const covered = new Set<string>();
  for (const next of reached) {
    const { includes = [], covers = [] } = scopes.get(next) ?? {};
    for (const included of includes) reached.add(included);
    for (const { type, id, actions } of covers)
      for (const action of actions) covered.add(JSON.stringify([type, id ?? null, action]));
  }
  return covered.size;
}
