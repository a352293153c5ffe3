import type { Ref } from "@authz/model";
import { isTargeted } from "../ceiling/ceiling.ts";
import type { FactsIndex } from "../facts/facts.ts";
import { createWorld, type World } from "../facts/world.ts";
import type { Question } from "../request/decode-request.ts";
import type { Schema } from "../schema/schema.ts";
import { entitiesInPolicy, entitiesInQuestion } from "./entities-in.ts";
import { placesByGuards } from "./guard-keys.ts";
import { membersOf, peopleOf } from "./people-of.ts";
import { createGround, originsOf, pathOf, reachFrom, stepsOf, type Ground, type Reach } from "./reach.ts";
import { leavesOf, type Leaf, type Uses } from "./uses.ts";

/** Every known subject of the type that the question may be answered yes for, and perhaps some more. */
export function candidateSubjects(question: Question, type: string, schema: Schema, facts: FactsIndex): Iterable<Ref> {
  const world = createWorld(schema, facts, { ...question, subject: undefined });
  const all = schema.types.get(question.resource.type)?.rules.get(question.action.name) ?? [];
  const rules = all.filter((rule) => rule.effect === "allow" && isTargeted(rule.targets, question));
  const crowd = peopleOf(
    rules.flatMap(({ who }) => leavesOf(who)),
    question.resource,
    world,
    facts,
  );
  const found = membersOf(crowd, type, facts);
  return crowd.anyone || crowd.types.has(type)
    ? [...found, ...mentioned(type, question, question.subject, schema)]
    : found;
}

/** Every known resource of the type that the question may be answered yes for, and perhaps some more. */
export function candidateResources(
  question: Question,
  type: string,
  uses: Uses,
  schema: Schema,
  facts: FactsIndex,
): Iterable<Ref> {
  const world = createWorld(schema, facts, question);
  const ground = createGround(schema, facts, uses, world);
  const reach = reachFrom(stepsOf(world, ground), ground);
  const found: Ref[] = [];
  for (const rule of schema.types.get(type)?.rules.get(question.action.name) ?? []) {
    for (const leaf of rule.effect === "allow" ? leavesOf(rule.who) : []) {
      const byPeople = placesOf(leaf, type, { reach, ground, world });
      const places = byPeople === "every" ? placesByGuards(rule.guards, type, world, facts) : byPeople;
      if (places === "every") return [...facts.known(type), ...mentioned(type, question, question.resource, schema)];
      for (const place of places) found.push(place);
    }
  }
  return found;
}

/** The resources of the type from which the caller may be in the leaf. */
function placesOf(
  leaf: Leaf,
  type: string,
  { reach, ground, world }: { reach: Reach; ground: Ground; world: World },
): Iterable<Ref> | "every" {
  switch (leaf.kind) {
    case "anyone":
      return "every";
    case "type":
      return world.question.subject?.type === leaf.type ? "every" : [];
    case "role":
      return reach.has(leaf.role) ? "every" : [];
    case "member":
      return placesOfMember(leaf, type, reach, ground);
  }
}

function placesOfMember(
  leaf: Leaf & { readonly kind: "member" },
  type: string,
  reach: Reach,
  ground: Ground,
): Iterable<Ref> | "every" {
  const path = pathOf(leaf);
  const found: Ref[] = [];
  for (const end of path.length === 0 ? [type] : ground.schema.types.keys()) {
    const places = reach.places(end, leaf.name);
    if (places === "every") return "every";
    for (const place of places.values())
      for (const origin of originsOf(place, path, ground)) if (origin.type === type) found.push(origin);
  }
  return found;
}

/** Entities of the type that policy or request name: everybody's facts need not know them. What is searched for has no id yet. */
function mentioned(type: string, question: Question, searched: Ref | undefined, { policy }: Schema): readonly Ref[] {
  const named = [...entitiesInPolicy(policy), ...entitiesInQuestion(question).filter((ref) => ref !== searched)];
  return named.filter((ref) => ref.type === type);
}
