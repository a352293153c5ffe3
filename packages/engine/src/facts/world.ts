import type { Ref } from "@authz/model";
import * as features from "../features/features.ts";
import type { FactsReader } from "./facts.ts";
import type { Overlay, Question } from "../request/decode-request.ts";
import type { Schema } from "../schema/schema.ts";
import { literalValue, refKey, sameRef, type Value } from "../values/value.ts";
import type { Truth } from "../values/truth.ts";

/** The facts as one request sees them: what it says of its subject and resource lies over what is stored. */
export interface World {
  readonly schema: Schema;
  readonly question: Question;
  readonly facts: FactsReader;
  /** An entity whose id is not known: it stands for all those that nobody has heard of. */
  readonly nameless: Ref | undefined;
  /** Undefined: missing (or the type declares no such attribute). A default stands in for what is absent. */
  attribute(entity: Ref, name: string): Value | undefined;
  /** Does the step lead to what the entity is in? Without `in`, `parent` is an attribute like others. */
  isParent(entity: Ref, step: string): boolean;
  /** Undefined: neither facts nor request describe them. */
  parents(entity: Ref): readonly Ref[] | undefined;
  /** The entity itself and all groups it is in, at any distance, by key. */
  groups(entity: Ref): ReadonlyMap<string, Ref>;
  /** The entities at the end of a path through attributes and parents; undefined stands for those that are not known. */
  walk(from: Ref | undefined, path: readonly string[]): readonly (Ref | undefined)[];
  /** The entities that an attribute names: none when the type lacks it or it is optional and missing, unknown when required. */
  named(entity: Ref, attribute: string): readonly (Ref | undefined)[];
  /** Is `ancestor` the entity itself or above it? */
  hasAncestor(entity: Ref, ancestor: Ref): Truth;
}

/** @param identities what `groups` says of the subject, where it is known already */
export function createWorld(
  schema: Schema,
  facts: FactsReader,
  question: Question,
  nameless?: Ref,
  identities?: ReadonlyMap<string, Ref>,
): World {
  const { subject, resource, subjectOverlay, resourceOverlay } = question;
  const memberships = new Map(subject && identities && [[refKey(subject), identities]]);

  /** Later ones win: the resource's when both are one entity. */
  function overlays(entity: Ref): Overlay[] {
    const found = subject !== undefined && sameRef(entity, subject) ? [subjectOverlay] : [];
    return sameRef(entity, resource) ? [resourceOverlay, ...found] : found;
  }

  function attribute(entity: Ref, name: string): Value | undefined {
    const declared = schema.types.get(entity.type)?.attributes.get(name);
    if (declared === undefined) return undefined;
    for (const overlay of overlays(entity)) if (overlay.attributes.has(name)) return overlay.attributes.get(name);
    const stored = facts.entity(entity)?.attributes.get(name);
    return stored ?? (declared.default === undefined ? undefined : literalValue(declared.default));
  }

  function parents(entity: Ref): readonly Ref[] | undefined {
    if (!features.parents || (schema.types.get(entity.type)?.type.resource?.parents ?? []).length === 0) return [];
    return overlays(entity).find((overlay) => overlay.parents !== undefined)?.parents ?? facts.entity(entity)?.parents;
  }

  function groups(entity: Ref): ReadonlyMap<string, Ref> {
    const key = refKey(entity);
    const known = memberships.get(key);
    if (known !== undefined) return known;
    const reached = new Map([[key, entity]]);
    for (const member of reached.values()) {
      const direct = [
        ...(facts.entity(member)?.groups ?? []),
        ...overlays(member).flatMap((overlay) => overlay.groups),
      ];
      for (const group of direct) if (!reached.has(refKey(group))) reached.set(refKey(group), group);
    }
    memberships.set(key, reached);
    return reached;
  }

  const world: World = {
    schema,
    question,
    facts,
    nameless,
    attribute,
    parents,
    groups,
    isParent: (entity, step) => isParent(schema, entity, step),
    hasAncestor: (entity, ancestor) => (features.parents ? hasAncestor(world, entity, ancestor) : false),
    walk: (from, path) => walk(world, from, path),
    named: (entity, name) => named(world, entity, name),
  };
  return world;
}

function isParent(schema: Schema, entity: Ref, step: string): boolean {
  return features.parents && step === "parent" && schema.types.get(entity.type)?.attributes.has(step) !== true;
}

function hasAncestor(world: World, entity: Ref, ancestor: Ref): Truth {
  const reached = new Map([[refKey(entity), entity]]);
  let complete = true;
  for (const descendant of reached.values()) {
    if (sameRef(descendant, ancestor)) return true;
    const above = world.parents(descendant);
    if (above === undefined) complete = false;
    for (const parent of above ?? []) if (!reached.has(refKey(parent))) reached.set(refKey(parent), parent);
  }
  return complete ? false : undefined;
}

function walk(world: World, from: Ref | undefined, path: readonly string[]): readonly (Ref | undefined)[] {
  return path.reduce<readonly (Ref | undefined)[]>(
    (places, step) =>
      places.flatMap((place) =>
        place === undefined
          ? [undefined]
          : world.isParent(place, step)
            ? (world.parents(place) ?? [undefined])
            : world.named(place, step),
      ),
    from === undefined ? [] : [from],
  );
}

/** The entities that an attribute names: none when its type lacks it or it is optional and missing; unknown when it is required. */
function named(world: World, place: Ref, name: string): readonly (Ref | undefined)[] {
  const declared = world.schema.types.get(place.type)?.attributes.get(name);
  if (declared === undefined) return [];
  const value = world.attribute(place, name);
  if (value === undefined) return declared.optional ? [] : [undefined];
  const items: readonly Value[] = typeof value === "object" && value.kind === "set" ? value.items : [value];
  return items.map((item) => (typeof item === "object" && item.kind === "entity" ? item : undefined));
}
