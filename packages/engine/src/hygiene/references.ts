import type { Diagnostic, Ref } from "@authz/model";
import { danglingReference } from "../diagnostics/data/dangling-reference.ts";
import { undescribedType } from "../diagnostics/data/undescribed-type.ts";
import { printRef } from "../explain/print.ts";
import type { StoredAssignment, StoredEntity } from "../facts/facts.ts";
import type { Schema } from "../schema/schema.ts";
import { isObject, member } from "../values/decode.ts";
import { refKey, type Value } from "../values/value.ts";
import { findingAt } from "../facts/reader.ts";
import type { FactPlace, Placed, PlacedFacts } from "./placed.ts";

interface Mention {
  readonly ref: Ref;
  readonly named: string;
  readonly at: Pick<FactPlace, "source" | "path">;
}

/** Entities that are named and not described: one finding each, at the first place; for a type of which none is, one. */
export function reviewReferences({ entities, assignments }: PlacedFacts, schema: Schema): readonly Diagnostic[] {
  const described = new Set(entities.map(({ fact }) => refKey(fact.ref)));
  const types = new Set(entities.map(({ fact }) => fact.ref.type));
  const mentions = [
    ...entities.flatMap((entity) => mentionsByEntity(entity, schema)),
    ...assignments.flatMap(mentionsByAssignment),
  ];
  const dangling = Map.groupBy(
    mentions.filter(({ ref }) => !described.has(refKey(ref))),
    ({ ref }) => refKey(ref),
  );
  const all = [...dangling.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, others }]));
  const [single, whole] = [true, false].map((isDescribed) =>
    all.filter(({ first }) => types.has(first.ref.type) === isDescribed),
  );
  return [
    ...(single ?? []).map(({ first: { ref, named, at }, others }) =>
      findingAt(danglingReference, at, { entity: printRef(ref), named, others: others.length }),
    ),
    ...[...Map.groupBy(whole ?? [], ({ first }) => first.ref.type)].flatMap(([type, [one, ...more]]) =>
      one === undefined ? [] : [findingAt(undescribedType, one.first.at, { type, count: 1 + more.length })],
    ),
  ];
}

function mentionsByEntity({ fact, at }: Placed<StoredEntity>, schema: Schema): readonly Mention[] {
  const attributes = schema.types.get(fact.ref.type)?.attributes;
  const properties = member(at.data, "properties");
  return [
    ...fact.parents.map((ref, index) => ({ ref, named: "as a parent", at: inList(at, "parent", index) })),
    ...fact.groups.map((ref, index) => ({ ref, named: "as a group", at: inList(at, "groups", index) })),
    ...[...fact.attributes].flatMap(([name, value]) => {
      const wire = attributes?.get(name)?.wire ?? name;
      const data = isObject(properties) ? member(properties, wire) : undefined;
      const where = { source: at.source, path: [...at.path, "properties", wire] };
      return refsIn(value).map((ref) => ({ ref, named: `in \`${name}\``, at: elementOf(where, data, ref) }));
    }),
  ];
}

/** One, or one of a list. */
function inList({ source, path, data }: FactPlace, name: string, index: number): Mention["at"] {
  return { source, path: Array.isArray(member(data, name)) ? [...path, name, index] : [...path, name] };
}

/** Sets have lost their order and what stood in them twice. */
function elementOf(at: Mention["at"], data: unknown, { id }: Ref): Mention["at"] {
  if (!Array.isArray(data)) return at;
  const index = data.findIndex((item: unknown) => isObject(item) && member(item, "id") === id);
  return index === -1 ? at : { ...at, path: [...at.path, index] };
}

function refsIn(value: Value | undefined): readonly Ref[] {
  if (typeof value !== "object") return [];
  switch (value.kind) {
    case "entity":
      return [value];
    case "set":
      return value.items.flatMap(refsIn);
    case "record":
      return [...value.members.values()].flatMap(refsIn);
    case "time":
    case "duration":
    case "ip":
    case "anonymous":
      return [];
  }
}

function mentionsByAssignment({ fact, at }: Placed<StoredAssignment>): readonly Mention[] {
  const { holder, resource } = fact;
  const place = (name: string): Mention["at"] => ({ source: at.source, path: [...at.path, name] });
  const held = holder.kind === "entity" ? [holder.ref] : holder.kind === "role" ? [holder.of] : [];
  return [
    ...held.map((ref) => ({ ref, named: "as the subject of an assignment", at: place("subject") })),
    ...(resource === undefined
      ? []
      : [{ ref: resource, named: "as the resource of an assignment", at: place("resource") }]),
  ];
}
