import { compareText, type Ref } from "@authz/model";

/** What has a place in an order, or none yet. */
export interface Ranked extends Ref {
  rank: number;
}

/** The entities of a type in the order of their ids, by code units. */
export interface Order<T extends Ranked> {
  /** Each at its `rank`. What is known no more stands among them still, and has another rank. */
  readonly ranked: readonly T[];
  /** What has become known since; without a rank. */
  readonly newcomers: ReadonlySet<T>;
}

/** Of what has no place in an order. */
export const noRank = -1;

/** An order of each type that somebody has asked for. */
export interface Orders<T extends Ranked> {
  enter(node: T): void;
  leave(node: T): void;
  /** @param nodes all of the type */
  of(type: string, nodes: ReadonlyMap<string, T>): Order<T>;
}

interface OwnOrder<T extends Ranked> extends Order<T> {
  readonly newcomers: Set<T>;
  /** How many of the ranked ones are known no more. */
  gone: number;
}

/** A change costs no more than itself; from time to time, all that has changed is put in its place. */
export function createOrders<T extends Ranked>(): Orders<T> {
  const orders = new Map<string, OwnOrder<T>>();
  return {
    enter: (node) => void orders.get(node.type)?.newcomers.add(node),
    leave(node) {
      const order = orders.get(node.type);
      if (order === undefined) return;
      if (node.rank === noRank) return void order.newcomers.delete(node);
      // oxlint-disable-next-line no-param-reassign
      node.rank = noRank;
      order.gone++;
    },
    of(type, nodes) {
      const before = orders.get(type);
      if (before !== undefined && !isOutOfDate(before)) return before;
      const order = {
        ranked: rank(before === undefined ? [...nodes.values()] : known(before)),
        newcomers: new Set<T>(),
        gone: 0,
      };
      orders.set(type, order);
      return order;
    },
  };
}

function isOutOfDate({ ranked, newcomers, gone }: OwnOrder<Ranked>): boolean {
  return newcomers.size + gone > 64 + ranked.length / 16;
}

/** Two lists in order, one after the other: sorted in no more steps than there are nodes. */
function known<T extends Ranked>({ ranked, newcomers }: OwnOrder<T>): T[] {
  return [...ranked.filter((node, at) => node.rank === at), ...[...newcomers].sort(byId)];
}

function rank<T extends Ranked>(nodes: T[]): readonly T[] {
  nodes.sort(byId);
  for (const [at, node] of nodes.entries()) node.rank = at;
  return nodes;
}

function byId(left: Ref, right: Ref): number {
  return compareText(left.id, right.id);
}
