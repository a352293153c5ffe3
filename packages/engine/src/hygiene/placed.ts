import { createDiagnostic, type Diagnostic, type DiagnosticDefinition, type Parameters } from "@authz/model";
import type { Facts, StoredAssignment, StoredEntity } from "../facts/facts.ts";
import type { FactsSource } from "../facts/parse-facts.ts";
import { pointerTo } from "../facts/reader.ts";
import { isObject, member } from "../values/decode.ts";

/** A fact, and where it was written. */
export interface Placed<Fact> {
  readonly fact: Fact;
  readonly at: FactPlace;
}

export interface FactPlace {
  readonly source: string;
  readonly path: readonly (string | number)[];
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

/** Something about a fact, at a part of it. */
export function findingAt<P extends Parameters>(
  definition: DiagnosticDefinition<P>,
  { source, path }: Pick<FactPlace, "source" | "path">,
  parameters: P,
): Diagnostic {
  const location = { source, span: { start: 0, end: 0 }, line: 0, column: 0, pointer: pointerTo(path) };
  return createDiagnostic(definition, location, parameters);
}
