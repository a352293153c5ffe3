import type { ScopeSet } from "../policy/scope-sets.ts";

/** `a` and `b`, or `c`; a token with any scopes, or none. */
export function inWords(sets: readonly ScopeSet[]): string {
  if (sets.length === 0) return "no scopes at all";
  const shown = sets.slice(0, MOST).map(oneInWords);
  const more = sets.length - shown.length;
  const all = more === 0 ? shown : [...shown, `${more} more`];
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}

const MOST = 5;

function oneInWords(set: ScopeSet): string {
  return set.length === 0 ? "any token" : set.map((scope) => `\`${scope}\``).join(" and ");
}
