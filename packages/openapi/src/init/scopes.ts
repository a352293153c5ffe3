import { demandedScopes, type Operation } from "../description/description.ts";
import { withoutSuperfluous, type ScopeSet } from "../policy/scope-sets.ts";
import type { PlannedAction } from "./plan.ts";

/** Which scopes cover an action, and which are required besides. */
export interface PlannedCeiling {
  /** `undefined` is `scope none`. */
  readonly covers: readonly (string | undefined)[];
  readonly requires: readonly PlannedRequirement[];
}

export interface PlannedRequirement {
  readonly scope: string;
  /** Not when the token has all scopes of one of these sets. */
  readonly unless: readonly ScopeSet[];
}

/**
 * Scopes of a policy are alternatives when they cover and needed all at once when they are required. So of each alternative of
 * the description one scope covers and the others are required, unless the token has all of another alternative.
 */
export function planCeilings(actions: readonly PlannedAction[]): ReadonlyMap<PlannedAction, PlannedCeiling> {
  const demands = actions.map((action) => ({ action, sets: setsOf(action.operation) }));
  const alone = new Set(demands.flatMap(({ sets }) => sets.flatMap((set) => (set.length === 1 ? set : []))));
  return new Map(demands.map(({ action, sets }) => [action, ceilingOf(sets, alone)]));
}

function setsOf({ security }: Operation): readonly ScopeSet[] {
  const sets = demandedScopes(security).map(({ scopes }) => scopes);
  return withoutSuperfluous(sets, (held) => new Set(held));
}

/** In all alternatives: required without a condition. The one that covers is a scope that covers by itself elsewhere. */
function ceilingOf(sets: readonly ScopeSet[], alone: ReadonlySet<string>): PlannedCeiling {
  const [first = [], ...others] = sets;
  const common = others.length === 0 ? [] : first.filter((scope) => others.every((set) => set.includes(scope)));
  const rests = sets.map((set) => set.filter((scope) => !common.includes(scope)));
  const chosen = rests.map((rest) => rest.find((scope) => alone.has(scope)) ?? rest[0]);
  const besides = rests.flatMap((rest, index) =>
    rest
      .filter((scope) => scope !== chosen[index])
      .map((scope) => ({ scope, unless: rests.filter((other) => other !== rest) })),
  );
  return {
    covers: [...new Set(chosen)],
    requires: [...common.map((scope) => ({ scope, unless: [] })), ...besides],
  };
}
