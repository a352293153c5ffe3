import type { Role } from "@authz/model";

/** Looks a role up that stands in the same place as another: its resource type, or none. */
type Beside = (role: Role, name: string) => Role | undefined;

/** So many are followed from one role, so that time stays proportional to the policy. */
const MOST_FOLLOWED = 1_000;

/** Names of the roles that somebody with the role has as well, transitively. */
export function juniorsOf(role: Role, beside: Beside): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...role.includes];
  for (let name = open.pop(); name !== undefined && found.size < MOST_FOLLOWED; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...(beside(role, name)?.includes ?? []));
  }
  return found;
}

/** The longest chain of `includes` that begins at each role, as the roles in it. Hierarchies have no cycles. */
export function longestChains(roles: readonly Role[], beside: Beside): ReadonlyMap<Role, number> {
  const lengths = new Map<Role, number>();
  for (const role of roles) {
    const open = [role];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const owner = top;
      const juniors = top.includes.map((name) => beside(owner, name)).filter((junior) => junior !== undefined);
      const unknown = juniors.filter((junior) => !lengths.has(junior));
      if (unknown.length > 0) {
        open.push(...unknown);
        continue;
      }
      lengths.set(top, 1 + Math.max(0, ...juniors.map((junior) => lengths.get(junior) ?? 0)));
      open.pop();
    }
  }
  return lengths;
}
