import type { Diagnostic } from "@authz/model";
import { absentAttribute } from "../diagnostics/data/absent-attribute.ts";
import { printRef } from "../explain/print.ts";
import type { StoredEntity } from "../facts/facts.ts";
import type { Schema } from "../schema/schema.ts";
import { findingAt } from "../facts/reader.ts";
import type { Placed, PlacedFacts } from "./placed.ts";

/** Required attributes that an entity lacks; those that all of its type lack are reported once, at the first. */
export function reviewAttributes({ entities }: PlacedFacts, schema: Schema): readonly Diagnostic[] {
  const byType = Map.groupBy(entities, ({ fact }) => fact.ref.type);
  return [...byType].flatMap(([type, ofType]) => reviewType(type, ofType, schema));
}

function reviewType(type: string, entities: readonly Placed<StoredEntity>[], schema: Schema): readonly Diagnostic[] {
  const attributes = [...(schema.types.get(type)?.attributes.values() ?? [])];
  const required = attributes.filter((one) => !one.optional && one.default === undefined).map(({ name }) => name);
  const isEverywhere = new Map(
    required.map((name) => [name, entities.every(({ fact }) => !fact.attributes.has(name))]),
  );
  const never = entities.length < 2 ? [] : required.filter((name) => isEverywhere.get(name) === true);
  const single = entities.flatMap(({ fact, at }) => {
    const absent = required.filter((name) => !fact.attributes.has(name) && !never.includes(name));
    if (absent.length === 0) return [];
    return [findingAt(absentAttribute, at, { entity: printRef(fact.ref), attributes: absent, everywhere: undefined })];
  });
  const [first] = entities;
  if (never.length === 0 || first === undefined) return single;
  const parameters = { entity: printRef(first.fact.ref), attributes: never, everywhere: type };
  return [findingAt(absentAttribute, first.at, parameters), ...single];
}
