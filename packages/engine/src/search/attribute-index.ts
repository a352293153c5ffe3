import type { Ref } from "@authz/model";
import { has, items, withItem, withoutItem, type Bag } from "../facts/bag.ts";
import type { EntityWatcher, StoredEntity } from "../facts/facts.ts";
import type { Node } from "../facts/nodes.ts";
import type { Order } from "../facts/order.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Value } from "../values/value.ts";
import { posted, type Some } from "./where.ts";
import { obtain } from "../values/obtain.ts";

/** What attributes are looked up by; entities are found by who names them. */
export type Scalar = string | number | boolean;

/** Who says what by one attribute. */
interface Said {
  readonly order: Order<Node>;
  /** The ranks of those that had one when the order was made. */
  readonly ranks: ReadonlyMap<Scalar, readonly number[]>;
  /** Those that have come or changed since. */
  readonly loose: Map<Scalar, Bag<Ref>>;
}

/** By type, then by attribute. */
type SaidByType = Map<string, Map<string, Said>>;

const known = new WeakMap<FactsTable, SaidByType>();

/**
 * Entities of the type that say this by the attribute, or have it in the set that they say; a default is not said. Kept up to
 * date from the first question on.
 */
export function entitiesThatSay(value: Scalar, attribute: string, type: string, facts: FactsTable): Some {
  const { order, ranks, loose } = saidBy(type, attribute, facts);
  const bag = loose.get(value);
  return posted({ order, ranks: ranks.get(value) ?? [], loose: bag instanceof Set ? bag : [...items(bag)] });
}

function saidBy(type: string, attribute: string, facts: FactsTable): Said {
  const all = saidIn(facts);
  const ofType = obtain(all, type, () => new Map<string, Said>());
  const order = facts.inOrder(type);
  const before = ofType.get(attribute);
  if (before?.order === order) return before;
  const made: Said = { order, ranks: ranksBy(attribute, order), loose: new Map() };
  for (const node of order.loose) add(made.loose, valuesOf(node.stored, attribute), node);
  ofType.set(attribute, made);
  return made;
}

function ranksBy(attribute: string, { ranked }: Order<Node>): ReadonlyMap<Scalar, readonly number[]> {
  const found = new Map<Scalar, number[]>();
  for (const [rank, node] of ranked.entries()) {
    // What has changed since is among the loose ones.
    if (node.rank !== rank) continue;
    for (const value of valuesOf(node.stored, attribute)) {
      const ranks = found.get(value);
      if (ranks === undefined) found.set(value, [rank]);
      else ranks.push(rank);
    }
  }
  return found;
}

function saidIn(facts: FactsTable): SaidByType {
  const before = known.get(facts);
  if (before !== undefined) return before;
  const made: SaidByType = new Map();
  known.set(facts, made);
  facts.watch(updaterOf(made));
  return made;
}

/** Whatever changes is loose by then. */
function updaterOf(said: SaidByType): EntityWatcher {
  return (entity, before, after) => {
    for (const [attribute, { loose }] of said.get(entity.type) ?? []) {
      remove(loose, valuesOf(before, attribute), entity);
      add(loose, valuesOf(after, attribute), entity);
    }
  };
}

function add(loose: Map<Scalar, Bag<Ref>>, values: readonly Scalar[], entity: Ref): void {
  for (const value of values) {
    const bag = loose.get(value);
    if (!has(bag, entity)) loose.set(value, withItem(bag, entity));
  }
}

function remove(loose: Map<Scalar, Bag<Ref>>, values: readonly Scalar[], entity: Ref): void {
  for (const value of values) {
    const rest = withoutItem(loose.get(value), entity);
    if (rest === undefined) loose.delete(value);
    else loose.set(value, rest);
  }
}

function valuesOf(stored: StoredEntity | undefined, attribute: string): readonly Scalar[] {
  const said: Value | undefined = stored?.attributes.get(attribute);
  if (said === undefined) return [];
  if (typeof said !== "object") return [said];
  return said.kind === "set" ? said.items.filter((item) => typeof item !== "object") : [];
}
