import type { Expression, Path, Ref } from "@authz/model";
import type { FactsIndex } from "../facts/facts.ts";
import type { World } from "../facts/world.ts";
import { alternativesOf } from "../reference/expressions.ts";
import { literalValue, sameValue, type Value } from "../values/value.ts";
import { entitiesThatSay } from "./attribute-index.ts";

/** What must be true, of an attribute of the resource: that it equals what the resource has no part in. */
interface Key {
  readonly attribute: string;
  readonly other: Expression;
}

/**
 * The resources of the type for which all guards may be true, found by the first that an index answers, and perhaps some more.
 * Only what is true allows: a value that is missing or unknown equals nothing.
 */
export function placesByGuards(
  guards: readonly Expression[],
  type: string,
  world: World,
  facts: FactsIndex,
): Iterable<Ref> | "every" {
  for (const key of guards.flatMap(keysOf)) {
    const places = placesByKey(key, type, world, facts);
    if (places !== "every") return places;
  }
  return "every";
}

function keysOf(guard: Expression): readonly Key[] {
  if (guard.kind === "and") return guard.items.flatMap(keysOf);
  if (guard.kind === "path") return keyOf(guard, { kind: "literal", value: true });
  if (guard.kind !== "compare" || guard.operator !== "==") return [];
  return [...keyOf(guard.left, guard.right), ...keyOf(guard.right, guard.left)];
}

function keyOf(side: Expression, other: Expression): readonly Key[] {
  const attribute = side.kind === "path" && side.root === "resource" ? attributeOf(side) : undefined;
  return attribute === undefined || !isApart(other) ? [] : [{ attribute, other }];
}

function attributeOf({ steps }: Path): string | undefined {
  return steps.length === 1 && steps[0] !== "id" ? steps[0] : undefined;
}

/** Is its value the same for every resource? */
function isApart(expression: Expression): boolean {
  if (expression.kind === "literal" || expression.kind === "entity") return true;
  return expression.kind === "path" && expression.root !== "resource" && expression.steps.length <= 1;
}

function placesByKey(
  { attribute, other }: Key,
  type: string,
  world: World,
  facts: FactsIndex,
): Iterable<Ref> | "every" {
  const { subject, resourceOverlay } = world.question;
  const declared = world.schema.types.get(type)?.attributes.get(attribute);
  if (declared === undefined || resourceOverlay.attributes.size > 0) return "every";
  const fallback = declared.default === undefined ? undefined : literalValue(declared.default);
  // What the request says of the subject lies over the facts, also where the subject is what is searched for.
  const found: Ref[] = subject?.type === type ? [subject] : [];
  for (const value of alternativesOf(other, { world, subject, resource: undefined, among: () => undefined })) {
    if (value === undefined) continue;
    const places =
      fallback !== undefined && sameValue(fallback, value) ? "every" : holders(value, type, attribute, facts);
    if (places === "every") return places;
    for (const place of places) if (place.type === type) found.push(place);
  }
  return found;
}

function holders(value: Value, type: string, attribute: string, facts: FactsIndex): Iterable<Ref> | "every" {
  if (typeof value !== "object") return entitiesThatSay(value, attribute, type, facts);
  if (value.kind === "entity") return facts.referrers(value, attribute);
  return value.kind === "anonymous" ? [] : "every";
}
