/**
 * Which optional attributes are known to be there at some point of an expression: keys of paths. The set of a nested
 * expression looks through to the one around it, so that a long chain of `and` costs no copies.
 */
export interface Established {
  readonly own: Set<string>;
  readonly outer?: Established;
}

/** What holds when an expression is true, and what when it is false. */
export interface Facts {
  readonly whenTrue: ReadonlySet<string>;
  readonly whenFalse: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();
export const noFacts: Facts = { whenTrue: nothing, whenFalse: nothing };

/** Attributes are told apart by root and steps; names are hostile, so the separator must not matter. */
export function pathKey(root: string, steps: readonly string[]): string {
  return JSON.stringify([root, ...steps]);
}

export function isEstablished(established: Established, key: string): boolean {
  for (let level: Established | undefined = established; level !== undefined; level = level.outer) {
    if (level.own.has(key)) return true;
  }
  return false;
}

export function establish(established: Established, keys: Iterable<string>): void {
  for (const key of keys) established.own.add(key);
}

/** For the whole rule: what was reported as unguarded once is not reported again. */
export function establishEverywhere(established: Established, key: string): void {
  let level = established;
  while (level.outer !== undefined) level = level.outer;
  level.own.add(key);
}

/** What holds in every one of the cases. */
export function intersection(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  let common = sets[0] ?? nothing;
  for (const set of sets.slice(1)) {
    const [small, large] = common.size <= set.size ? [common, set] : [set, common];
    common = new Set([...small].filter((key) => large.has(key)));
    if (common.size === 0) return nothing;
  }
  return common;
}
