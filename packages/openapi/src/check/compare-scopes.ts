import { demandedScopes, isSatisfiable, type DemandedScopes, type Operation } from "../description/description.ts";
import type { Demand } from "../policy/demand.ts";
import { isWithin, leastSets, suffices, type Closure, type ScopeSet } from "../policy/scope-sets.ts";

/** Alternatives of the description that the policy refuses. */
export function refusedSets({ security }: Operation, demand: Demand, closure: Closure): readonly DemandedScopes[] {
  return demandedScopes(security).filter(({ scopes }) => !suffices(scopes, demand, closure));
}

/**
 * Sets of scopes that the policy takes and no alternative of the description does. Where only keys and the like are described,
 * a policy that asks for no scope takes tokens as it takes those.
 */
export function undescribedSets({ security }: Operation, demand: Demand, closure: Closure): readonly ScopeSet[] {
  const described = demandedScopes(security);
  const takesAny = described.length === 0 && security.alternatives.some(isSatisfiable);
  return leastSets(demand, closure).filter((set) => {
    if (set.length === 0 && takesAny) return false;
    const held = closure(set);
    return !described.some(({ scopes }) => isWithin(scopes, held));
  });
}
