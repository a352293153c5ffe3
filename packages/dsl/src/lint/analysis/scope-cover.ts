import type { Scope } from "@authz/model";
import { actionKeys } from "./allowed.ts";

/** What scopes cover, by themselves and through `includes`. */
export interface ScopeCover {
  /** Keys of actions on types that any scope covers, on some resource at least. */
  readonly everything: ReadonlySet<string>;
  /** Keys that every token covers, on every resource: `scope none`. */
  readonly always: ReadonlySet<string>;
  /** Names that a scope implies, directly or not. */
  impliedBy(scope: Scope): ReadonlySet<string>;
  /** Whether it covers something, itself or through what it includes. */
  coversAnything(scope: Scope): boolean;
}

/** So many are followed from one scope, so that time stays proportional to the policy. */
const MOST_FOLLOWED = 1_000;

export function createScopeCover(scopes: readonly Scope[]): ScopeCover {
  const byName = new Map(scopes.flatMap((scope) => (scope.name === undefined ? [] : [[scope.name, scope] as const])));
  const none = scopes.filter(({ name }) => name === undefined).flatMap(({ covers }) => covers);
  const impliedBy = (scope: Scope): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [...scope.includes];
    for (let name = open.pop(); name !== undefined && found.size < MOST_FOLLOWED; name = open.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      open.push(...(byName.get(name)?.includes ?? []));
    }
    return found;
  };
  return {
    everything: new Set(scopes.flatMap(({ covers }) => actionKeys(covers))),
    always: new Set(actionKeys(none.filter(({ id }) => id === undefined))),
    impliedBy,
    coversAnything: (scope) =>
      scope.covers.length > 0 || [...impliedBy(scope)].some((name) => (byName.get(name)?.covers.length ?? 0) > 0),
  };
}
