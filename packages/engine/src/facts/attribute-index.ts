import type { Ref } from "@authz/model";
import type { StoredEntity } from "./facts.ts";
import type { Node } from "./nodes.ts";

/** What attributes are looked up by; entities are found by who names them. */
export type Scalar = string | number | boolean;

/** Which entities of a type say what by an attribute: made at the first question, and kept up to date from then on. */
export interface AttributeIndex {
  valued(type: string, attribute: string, value: Scalar): Iterable<Ref>;
  /** @param entity the very reference that `known` gives */
  replace(entity: Ref, before: StoredEntity | undefined, after: StoredEntity | undefined): void;
}

type Holders = Map<unknown, Set<Ref>>;

export function createAttributeIndex(nodesOf: (type: string) => Iterable<Node>): AttributeIndex {
  const byType = new Map<string, Map<string, Holders>>();

  function holdersOf(type: string, attribute: string): Holders {
    const ofType = byType.get(type) ?? new Map<string, Holders>();
    byType.set(type, ofType);
    const known = ofType.get(attribute);
    if (known !== undefined) return known;
    const made: Holders = new Map();
    ofType.set(attribute, made);
    for (const node of nodesOf(type)) add(made, node.stored?.attributes.get(attribute), node);
    return made;
  }

  return {
    valued: (type, attribute, value) => holdersOf(type, attribute).get(value) ?? [],
    replace(entity, before, after) {
      for (const [attribute, holders] of byType.get(entity.type) ?? []) {
        remove(holders, before?.attributes.get(attribute), entity);
        add(holders, after?.attributes.get(attribute), entity);
      }
    },
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
