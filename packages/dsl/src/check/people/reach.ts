import type { Attribute, Type } from "@authz/model";
import { isUnresolved, type TypeEntry, type Vocabulary } from "../vocabulary.ts";

/** What one name leads to from resources of some types. */
export interface Reached {
  /** Types of the entities that are there. */
  readonly types: readonly string[];
  /** Something on the way has been reported: nothing more can be said. */
  readonly unresolved: boolean;
}

/** One step of a path: `parent`, or an attribute, on whichever of the types has it. */
export function step(from: readonly string[], name: string, vocabulary: Vocabulary): Reached {
  const types = new Set<string>();
  let unresolved = false;
  for (const entry of entriesOf(from, vocabulary)) {
    if (name === "parent" && hasParent(entry)) {
      for (const parent of entry.type.resource?.parents ?? []) types.add(parent);
      unresolved ||= entry.parentsUnresolved;
      continue;
    }
    const attribute = entry.attributes.get(name);
    if (attribute === undefined) continue;
    unresolved ||= isUnresolved(attribute.type);
    for (const type of entityTypesOf(attribute.type)) types.add(type);
  }
  return { types: [...types], unresolved };
}

/** Does the type have the name of a step at all? */
export function hasStep(entry: TypeEntry, name: string): boolean {
  return (name === "parent" && hasParent(entry)) || entry.attributes.has(name);
}

export function hasParent(entry: TypeEntry): boolean {
  return entry.parentsUnresolved || (entry.type.resource?.parents.length ?? 0) > 0;
}

export function isResource(type: string, vocabulary: Vocabulary): boolean {
  return vocabulary.types.get(type)?.type.resource !== undefined;
}

/** Holds subjects, groups, or a set of those; somebody who is a resource as well counts. */
export function holdsPeople({ type }: Attribute, vocabulary: Vocabulary): boolean {
  if (isUnresolved(type)) return true;
  return entityTypesOf(type).some((name) => {
    const entry = vocabulary.types.get(name)?.type;
    return entry !== undefined && (entry.subject || entry.members !== undefined);
  });
}

export function entriesOf(types: readonly string[], vocabulary: Vocabulary): readonly TypeEntry[] {
  return types.flatMap((type) => vocabulary.types.get(type) ?? []);
}

function entityTypesOf(type: Type): readonly string[] {
  const value = type.kind === "set" ? type.of : type;
  return value.kind === "entity" ? value.types : [];
}
