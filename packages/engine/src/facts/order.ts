import { compareText, type Ref } from "@authz/model";

/** What has a place in an order, or none. */
export interface Ranked extends Ref {
  rank: number;
}

/** The entities of a type in the order of their ids, by code units. */
export interface Order<T extends Ranked> {
  /** Each at its `rank`, as it was when the order was made. */
  readonly ranked: readonly T[];
  readonly ids: readonly string[];
  /** A bit for each of the ranked ones that is still the same; the others have no rank any more. */
  readonly steady: Uint32Array;
  /** What has come or changed since; without a rank. */
  readonly loose: ReadonlySet<T>;
}

/** Of what has no place in an order. */
export const noRank = -1;

/** An order of each type that somebody has asked for. */
export interface Orders<T extends Ranked> {
  /** It is new, or not the same any more. */
  change(node: T): void;
  leave(node: T): void;
  /** @param nodes all of the type */
  of(type: string, nodes: ReadonlyMap<string, T>): Order<T>;
}

interface OwnOrder<T extends Ranked> extends Order<T> {
  readonly loose: Set<T>;
  /** How many have lost their rank. */
  lost: number;
}

/** A change costs no more than itself; from time to time, all that is loose is put in its place. */
export function createOrders<T extends Ranked>(): Orders<T> {
  const orders = new Map<string, OwnOrder<T>>();
  return {
    change(node) {
      const order = orders.get(node.type);
      if (order === undefined) return;
      loosen(node, order);
      order.loose.add(node);
    },
    leave(node) {
      const order = orders.get(node.type);
      if (order === undefined) return;
      loosen(node, order);
      order.loose.delete(node);
    },
    of(type, nodes) {
      const before = orders.get(type);
      if (before !== undefined && isGood(before)) return before;
      const order = createOrder(before === undefined ? [...nodes.values()] : renewed(before));
      orders.set(type, order);
      return order;
    },
  };
}

function createOrder<T extends Ranked>(nodes: T[]): OwnOrder<T> {
  nodes.sort(byId);
  for (const [at, node] of nodes.entries()) node.rank = at;
  const steady = new Uint32Array((nodes.length >>> 5) + 1);
  for (let at = 0; at < nodes.length; at++) setBit(steady, at);
  return { ranked: nodes, ids: nodes.map(({ id }) => id), steady, loose: new Set(), lost: 0 };
}

function isGood({ ranked, loose, lost }: OwnOrder<Ranked>): boolean {
  return Math.max(loose.size, lost) <= 64 + ranked.length / 16;
}

function loosen<T extends Ranked>(node: T, order: OwnOrder<T>): void {
  if (node.rank === noRank) return;
  clearBit(order.steady, node.rank);
  // oxlint-disable-next-line no-param-reassign
  order.lost++;
  // oxlint-disable-next-line no-param-reassign
  node.rank = noRank;
}

/** Two lists in order, one after the other: sorted in no more steps than there are nodes. */
function renewed<T extends Ranked>({ ranked, loose }: OwnOrder<T>): T[] {
  return [...ranked.filter((node, at) => node.rank === at), ...[...loose].sort(byId)];
}

function byId(left: Ref, right: Ref): number {
  return compareText(left.id, right.id);
}

export function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

export function hasBit(bits: Uint32Array, at: number): boolean {
  return ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
}

function clearBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31));
}
