import type { Ref } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import type { Order } from "../facts/order.ts";

/** Entities that one question to an index brings. */
export interface Posting {
  readonly order: Order<Node>;
  /** Ascending; those that are steady no more are not meant. */
  readonly ranks: readonly number[];
  /** Those without a rank. */
  readonly loose: readonly Ref[] | ReadonlySet<Ref>;
}

/** Entities, which may be repeated: never less than there are, and mostly no more. */
export interface Some {
  /** As many as they are at most. */
  readonly size: number;
  readonly postings: readonly Posting[];
  readonly refs: readonly Ref[];
}

/** Where something may hold: in some places of a type, or for all that is known in every one. */
export type Where = Some | "every";

export const nowhere: Some = { size: 0, postings: [], refs: [] };

export function listed(refs: readonly Ref[]): Some {
  return refs.length === 0 ? nowhere : { size: refs.length, postings: [], refs };
}

export function posted(posting: Posting): Some {
  const { ranks, loose } = posting;
  const size = ranks.length + (loose instanceof Set ? loose.size : (loose as readonly Ref[]).length);
  return { size, postings: [posting], refs: [] };
}

/** Where all of them hold: in the narrowest, and in the others as far as they are asked with little work. */
export function inAll(all: readonly Where[]): Where {
  const some = all.filter((each) => each !== "every").toSorted((left, right) => left.size - right.size);
  const [first, ...others] = some;
  return first === undefined ? "every" : others.reduce(meet, first);
}

function meet(narrow: Some, wide: Some): Some {
  const [one, other] = [onlyPosting(narrow), onlyPosting(wide)];
  if (one === undefined || other === undefined || one.order !== other.order) return narrow;
  return posted({ ...one, ranks: one.ranks.filter((rank) => isAmong(other.ranks, rank)) });
}

function onlyPosting({ postings, refs }: Some): Posting | undefined {
  return refs.length === 0 && postings.length === 1 ? postings[0] : undefined;
}

function isAmong(ascending: readonly number[], wanted: number): boolean {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted;
}

export function inAny(all: readonly Where[]): Where {
  const some = all.filter((each) => each !== "every");
  return some.length < all.length ? "every" : gathered(some);
}

export function gathered(all: readonly Some[]): Some {
  const [first = nowhere, ...others] = all.filter(({ size }) => size > 0);
  if (others.length === 0) return first;
  return {
    size: all.reduce((sum, { size }) => sum + size, 0),
    postings: all.flatMap(({ postings }) => postings),
    refs: all.flatMap(({ refs }) => refs),
  };
}

export function* refsOf({ postings, refs }: Some): Generator<Ref> {
  yield* refs;
  for (const { order, ranks, loose } of postings) {
    yield* loose;
    for (const rank of ranks) {
      const node = order.ranked[rank];
      if (node?.rank === rank) yield node;
    }
  }
}
