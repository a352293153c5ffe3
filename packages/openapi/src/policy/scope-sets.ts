import { compareText, type Policy } from "@authz/model";
import type { Demand } from "./demand.ts";

/** Scopes, all of which are needed at once. */
export type ScopeSet = readonly string[];

/** A set of scopes with all that they include, and what `scope none` includes. */
export type Closure = (scopes: Iterable<string>) => ReadonlySet<string>;

export function createClosure({ scopes }: Policy): Closure {
  const includes = new Map<string, string[]>();
  const everybodys = scopes.filter(({ name }) => name === undefined).flatMap((scope) => scope.includes);
  for (const { name, includes: juniors } of scopes) {
    if (name !== undefined) includes.set(name, [...(includes.get(name) ?? []), ...juniors]);
  }
  return (held) => {
    const all = new Set([...held, ...everybodys]);
    for (const name of all) for (const junior of includes.get(name) ?? []) all.add(junior);
    return all;
  };
}

export function isWithin(set: ScopeSet, held: ReadonlySet<string>): boolean {
  return set.every((scope) => held.has(scope));
}

/** Would the policy take a token with just these scopes, at least for some resources and conditions? */
export function suffices(set: ScopeSet, demand: Demand, closure: Closure): boolean {
  const held = closure(set);
  const isCovered = demand.covers.some(({ scope }) => scope === undefined || held.has(scope));
  return isCovered && isWithin(demand.required, held);
}

/**
 * The least sets of scopes with each of which the policy takes a token for certain: a scope that covers, and all that is
 * required. Those that another of them makes superfluous are left out.
 */
export function leastSets({ covers, required, maybeRequired }: Demand, closure: Closure): readonly ScopeSet[] {
  const sets = covers
    .filter(({ certain }) => certain)
    .map(({ scope }) => {
      const all = new Set([...(scope === undefined ? [] : [scope]), ...required, ...maybeRequired]);
      return [...all].filter((one) => !isImplied(one, all, closure)).toSorted(compareText);
    });
  return withoutSuperfluous(sets, closure);
}

/** By another scope of the set; of two that include one another there is none. */
function isImplied(scope: string, all: ReadonlySet<string>, closure: Closure): boolean {
  return [...all].some((other) => other !== scope && closure([other]).has(scope));
}

/** Only sets that do not hold, by what they include, another set of the list. */
export function withoutSuperfluous(sets: readonly ScopeSet[], closure: Closure): readonly ScopeSet[] {
  const distinct = [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
  return distinct
    .filter((set) => {
      const held = closure(set);
      return !distinct.some((other) => other !== set && isWithin(other, held));
    })
    .toSorted((left, right) => compareText(JSON.stringify(left), JSON.stringify(right)));
}
