import type { Ref } from "@authz/model";
import type { EntityWatcher, FactsIndex } from "../facts/facts.ts";

/** What attributes are looked up by; entities are found by who names them. */
export type Scalar = string | number | boolean;

type Holders = Map<unknown, Set<Ref>>;

/** By type, then by attribute: which entities say what. */
type Said = Map<string, Map<string, Holders>>;

const known = new WeakMap<FactsIndex, Said>();

/** Entities of the type that say this by the attribute; a default is not said. Kept up to date from the first question on. */
export function entitiesThatSay(value: Scalar, attribute: string, type: string, facts: FactsIndex): Iterable<Ref> {
  return holdersOf(type, attribute, facts).get(value) ?? [];
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

function add(holders: Holders, value: unknown, entity: Ref): void {
  if (value === undefined || typeof value === "object") return;
  const same = holders.get(value);
  if (same === undefined) holders.set(value, new Set([entity]));
  else same.add(entity);
}

function remove(holders: Holders, value: unknown, entity: Ref): void {
  const same = holders.get(value);
  if (same?.delete(entity) === true && same.size === 0) holders.delete(value);
}
