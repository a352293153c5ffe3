import type { Ref } from "@authz/model";
import { has, items, sizeOf, withItem, withoutItem, type Bag } from "../facts/bag.ts";
import type { EntityWatcher, FactsIndex } from "../facts/facts.ts";
import type { Value } from "../values/value.ts";
import type { Some } from "./where.ts";

/** What attributes are looked up by; entities are found by who names them. */
export type Scalar = string | number | boolean;

type Holders = Map<Scalar, Bag<Ref>>;

/** By type, then by attribute: which entities say what. */
type Said = Map<string, Map<string, Holders>>;

const known = new WeakMap<FactsIndex, Said>();

/**
 * Entities of the type that say this by the attribute, or have it in the set that they say; a default is not said. Kept up to
 * date from the first question on.
 */
export function entitiesThatSay(value: Scalar, attribute: string, type: string, facts: FactsIndex): Some {
  const bag = holdersOf(type, attribute, facts).get(value);
  return { size: sizeOf(bag), lists: [items(bag)] };
}

function holdersOf(type: string, attribute: string, facts: FactsIndex): Holders {
  const said = saidIn(facts);
  const ofType = said.get(type) ?? new Map<string, Holders>();
  said.set(type, ofType);
  const before = ofType.get(attribute);
  if (before !== undefined) return before;
  const made: Holders = new Map();
  ofType.set(attribute, made);
  for (const entity of facts.known(type)) add(made, facts.entity(entity)?.attributes.get(attribute), entity);
  return made;
}

function saidIn(facts: FactsIndex): Said {
  const before = known.get(facts);
  if (before !== undefined) return before;
  const made: Said = new Map();
  known.set(facts, made);
  facts.watch(updaterOf(made));
  return made;
}

function updaterOf(said: Said): EntityWatcher {
  return (entity, before, after) => {
    for (const [attribute, holders] of said.get(entity.type) ?? []) {
      remove(holders, before?.attributes.get(attribute), entity);
      add(holders, after?.attributes.get(attribute), entity);
    }
  };
}

function add(holders: Holders, said: Value | undefined, entity: Ref): void {
  for (const value of scalarsIn(said)) {
    const bag = holders.get(value);
    if (!has(bag, entity)) holders.set(value, withItem(bag, entity));
  }
}

function remove(holders: Holders, said: Value | undefined, entity: Ref): void {
  for (const value of scalarsIn(said)) {
    const rest = withoutItem(holders.get(value), entity);
    if (rest === undefined) holders.delete(value);
    else holders.set(value, rest);
  }
}

function scalarsIn(said: Value | undefined): readonly Scalar[] {
  if (said === undefined) return [];
  if (typeof said !== "object") return [said];
  return said.kind === "set" ? said.items.filter((item) => typeof item !== "object") : [];
}
