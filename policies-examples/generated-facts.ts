/** What the scripts share that make facts of any size (generate.ts of some examples). */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Ref {
  readonly type: string;
  readonly id: string;
}

export function ref(type: string, id: string): Ref {
  return { type, id };
}

/** `name-0`, `name-1`, … */
export function numbered(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, at) => `${name}-${at}`);
}

/** Chance that repeats itself: the same seed makes the same facts. */
export interface Seeded {
  /** A whole number from 0, below `bound`. */
  readonly below: (bound: number) => number;
  /** One of `from`, which holds at least one. */
  readonly pick: <T>(from: readonly T[]) => T;
  /** At most `count` of `from`, each once, in their order there. */
  readonly some: <T>(from: readonly T[], count: number) => T[];
}

/** The generator mulberry32: enough for examples, and nothing that keeps a secret. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[below(from.length)];
    if (picked === undefined) throw new TypeError("nothing to pick from");
    return picked;
  };
  const some = <T>(from: readonly T[], count: number): T[] => {
    const chosen = new Set(Array.from({ length: count }, () => pick(from)));
    return from.filter((each) => chosen.has(each));
  };
  return { below, pick, some };
}

/** Writes one fact a line to stdout, as fast as it is read. */
export async function printJsonLines(facts: Iterable<object>): Promise<void> {
  await pipeline(Readable.from(jsonLines(facts)), process.stdout);
}

function* jsonLines(facts: Iterable<object>): Generator<string> {
  for (const fact of facts) yield `${JSON.stringify(fact)}\n`;
}
