import type { Ref } from "@authz/model";
import { fitted, has, withItem, withoutItem, type Bag } from "./bag.ts";
import {
  linksOf,
  noAttributes,
  noRefs,
  type AssignedHolder,
  type StoredAssignment,
  type StoredEntity,
} from "./facts.ts";
import { createOrders, noRank, type Order } from "./order.ts";
import { fittedIndex, type PlaceIndex } from "./place-index.ts";

/** All that is known of one entity and of whoever names it. It stands for the entity everywhere inside. */
export interface Node extends Ref {
  stored: StoredEntity | undefined;
  /** As a holder, once it is one: all its assignments share it. */
  holder: AssignedHolder | undefined;
  /** Assignments on it. */
  place: PlaceIndex;
  /** Assignments to it, and to whoever has a role on it. */
  held: Bag<StoredAssignment>;
  /** Who names it, by link. */
  referrers: Map<string, Bag<Node>> | undefined;
  /** What whoever decides keeps here; it knows by itself when that is out of date. */
  kept: unknown[] | undefined;
  /** The version of the facts in which `stored` or `place` became what they are. */
  changed: number;
  /** Its place in the order of its type, once somebody has asked for that. */
  rank: number;
}

export interface Nodes {
  readonly find: (ref: Ref) => Node | undefined;
  /** Makes it when there is none. */
  readonly obtain: (ref: Ref) => Node;
  /** By id: the same Map for ever. */
  byId(type: string): ReadonlyMap<string, Node>;
  ofType(type: string): Iterable<Node>;
  /** Made when it is first asked for. */
  inOrder(type: string): Order<Node>;
  /** What is stored of it has changed. */
  change(node: Node): void;
  all(): Iterable<Node>;
  /** Enters what the entity names, and gives it back with the nodes in place of the references that say the same. */
  link(node: Node, entity: StoredEntity): StoredEntity;
  unlink(node: Node, entity: StoredEntity): void;
  /** Forgets it when nothing is known of it any more. */
  release(node: Node): void;
  /** Gives back the room that was kept for more. */
  fit(): void;
}

/** Of an entity of which nothing is known yet. */
export function createNode({ type, id }: Ref): Node {
  return {
    type,
    id,
    stored: undefined,
    holder: undefined,
    place: undefined,
    held: undefined,
    referrers: undefined,
    kept: undefined,
    changed: 0,
    rank: noRank,
  };
}

/** By type, then by id: no key is ever built, so none can collide. */
export function createNodes(): Nodes {
  const byType = new Map<string, Map<string, Node>>();
  const orders = createOrders<Node>();
  const find = ({ type, id }: Ref): Node | undefined => byType.get(type)?.get(id);

  function obtain(ref: Ref): Node {
    const found = find(ref);
    if (found !== undefined) return found;
    const node = createNode(ref);
    idsOf(node.type).set(node.id, node);
    orders.change(node);
    return node;
  }

  function idsOf(type: string): Map<string, Node> {
    const known = byType.get(type);
    if (known !== undefined) return known;
    const ids = new Map<string, Node>();
    byType.set(type, ids);
    return ids;
  }

  function release(node: Node): void {
    const { type, id, stored, place, held, referrers } = node;
    if (stored !== undefined || place !== undefined || held !== undefined || referrers !== undefined) return;
    if (byType.get(type)?.delete(id) === true) orders.leave(node);
  }

  return {
    find,
    obtain,
    byId: idsOf,
    change: (node) => orders.change(node),
    inOrder: (type) => orders.of(type, idsOf(type)),
    ofType: (type) => byType.get(type)?.values() ?? [],
    *all() {
      for (const ids of byType.values()) yield* ids.values();
    },
    link(node, entity) {
      for (const [link, ref] of linksOf(entity)) enterReferrer(obtain(ref), link, node);
      return shared(node, entity, obtain);
    },
    unlink(node, entity) {
      for (const [link, ref] of linksOf(entity)) {
        const named = find(ref);
        if (named?.referrers === undefined) continue;
        const rest = withoutItem(named.referrers.get(link), node);
        if (rest !== undefined) named.referrers.set(link, rest);
        else named.referrers.delete(link);
        if (named.referrers.size === 0) named.referrers = undefined;
        if (named !== node) release(named);
      }
    },
    release,
    fit() {
      for (const ids of byType.values()) for (const node of ids.values()) fit(node);
    },
  };
}

function enterReferrer(named: Node, link: string, by: Node): void {
  const referrers = named.referrers ?? new Map<string, Bag<Node>>();
  const bag = referrers.get(link);
  if (!has(bag, by)) referrers.set(link, withItem(bag, by));
  // oxlint-disable-next-line no-param-reassign
  named.referrers = referrers;
}

/** What is kept of an entity: what is empty is shared by all, and nothing is spelt twice. */
function shared(node: Node, { attributes, parents, groups }: StoredEntity, obtain: Nodes["obtain"]): StoredEntity {
  return {
    ref: node,
    attributes: attributes.size === 0 ? noAttributes : attributes,
    parents: parents.length === 0 ? noRefs : parents.map(obtain),
    groups: groups.length === 0 ? noRefs : groups.map(obtain),
  };
}

function fit(node: Node): void {
  const { place, held, referrers } = node;
  node.place = fittedIndex(place);
  node.held = fitted(held);
  for (const [link, bag] of referrers ?? []) referrers?.set(link, fitted(bag));
}
