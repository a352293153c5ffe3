import type { GuardEntry } from "../index/entries.ts";
import type { Spanned } from "../rule.ts";
import type { Environment } from "./environment.ts";
import { allParts, type GuardPart } from "./guard-parts.ts";
import { contradictionIn, verdictOn, type Verdict } from "./truth.ts";

/** A condition that is the same for every request. Of `unless x` as a whole it is the guard: false when x is true. */
export interface PartVerdict {
  readonly guard: GuardEntry;
  readonly node: Spanned;
  readonly isWhole: boolean;
  readonly verdict: Verdict;
}

/** Of the conditions in a guard, the outermost that are constant. */
export function verdictsIn(guard: GuardEntry, environment: Environment): readonly PartVerdict[] {
  const found = new Map<GuardPart, Verdict>();
  const parts = allParts(guard, (part) => {
    const verdict = verdictOn(part.expression, environment);
    if (verdict !== undefined) found.set(part, verdict);
    return verdict !== undefined;
  });
  return parts.flatMap((part): readonly PartVerdict[] => {
    const verdict = found.get(part);
    if (verdict === undefined) return [];
    const isWhole = part.node === guard.node.condition;
    if (!isWhole || guard.node.mode === "when") return [{ guard, node: part.node, isWhole, verdict }];
    return [{ guard, node: guard.node, isWhole, verdict: { ...verdict, value: !verdict.value } }];
  });
}

/** The guard of a statement that contradicts those before it; undefined where all can hold. */
export function contradictingGuard(
  guards: readonly GuardEntry[],
  environment: Environment,
): { readonly guard: GuardEntry; readonly about: string | undefined } | undefined {
  const conditions = guards.map(({ expression }) => expression);
  if (guards.length < 2 || contradictionIn(conditions, environment) === undefined) return undefined;
  for (const [position, guard] of guards.entries()) {
    const found = contradictionIn(conditions.slice(0, position + 1), environment);
    if (found !== undefined) return { guard, about: found.about };
  }
  return undefined;
}

/** Guards of one statement together. */
export function guardsByStatement(guards: readonly GuardEntry[]): readonly (readonly GuardEntry[])[] {
  return [...Map.groupBy(guards, ({ of }) => of).values()];
}
