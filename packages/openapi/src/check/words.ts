import type { ScopeSet } from "../policy/scope-sets.ts";

/** A token with `a` and `b`, or with `c`. */
export function tokensInWords(sets: readonly ScopeSet[]): string {
  return sets.every((set) => set.length === 0) ? "any token" : `a token with ${inWords(sets)}`;
}

/** `a` and `b` or `c`. */
export function inWords(sets: readonly ScopeSet[]): string {
  const shown = sets.slice(0, MOST).map(oneInWords);
  const more = sets.length - shown.length;
  const all = more === 0 ? shown : [...shown, `${more} more`];
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}

const MOST = 5;

function oneInWords(set: ScopeSet): string {
  return set.length === 0 ? "no scope" : set.map((scope) => `\`${scope}\``).join(" and ");
}
