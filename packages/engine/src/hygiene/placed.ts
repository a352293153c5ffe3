import type { Facts, StoredAssignment, StoredEntity } from "../facts/facts.ts";
import type { FactsSource } from "../facts/parse-facts.ts";
import type { FactPath } from "../facts/reader.ts";
import { isObject, member } from "../values/decode.ts";

/** A fact, and where it was written. */
export interface Placed<Fact> {
  readonly fact: Fact;
  readonly at: FactPlace;
}

export interface FactPlace extends FactPath {
  /** As it was written. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface PlacedFacts {
  readonly entities: readonly Placed<StoredEntity>[];
  readonly assignments: readonly Placed<StoredAssignment>[];
}

/** Facts have been loaded, so each of the data became one of them, in order. */
export function placeFacts(facts: Facts, sources: readonly FactsSource[]): PlacedFacts {
  return {
    entities: pair(facts.entities, places(sources, "entities")),
    assignments: pair(facts.assignments, places(sources, "assignments")),
  };
}

function places(sources: readonly FactsSource[], list: "entities" | "assignments"): readonly FactPlace[] {
  return sources.flatMap(({ name, data }) => {
    const items = isObject(data) ? member(data, list) : undefined;
    if (!Array.isArray(items)) return [];
    return items.map((item: unknown, index) => ({
      source: name,
      path: [list, index],
      data: isObject(item) ? item : {},
    }));
  });
}

function pair<Fact>(facts: readonly Fact[], at: readonly FactPlace[]): readonly Placed<Fact>[] {
  return at.flatMap((place, index) => {
    const fact = facts[index];
    return fact === undefined ? [] : [{ fact, at: place }];
  });
}
