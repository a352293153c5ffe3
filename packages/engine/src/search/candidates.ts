import type { PolicyRule, Ref } from "@authz/model";
import { isTargeted } from "../ceiling/ceiling.ts";
import type { FactsTable } from "../facts/table.ts";
import { createWorld, type World } from "../facts/world.ts";
import type { Question } from "../request/decode-request.ts";
import type { Schema } from "../schema/schema.ts";
import { sameRef } from "../values/value.ts";
import { entitiesInPolicy, entitiesInQuestion } from "./entities-in.ts";
import { membersOf, peopleOf } from "./people-of.ts";
import { placesByGuards, type Seeking } from "./places-by-guards.ts";
import { createGround, originsOf, pathOf, reachFrom, stepsOf, type Ground, type Reach } from "./reach.ts";
import { leavesOf, type Leaf, type Uses } from "./uses.ts";
import { gathered, inAll, inAny, listed, nowhere, type Some, type Where } from "./where.ts";

/** Entities of one type that an answer may be yes for: all that are known, if it is every one, and these, perhaps repeatedly. */
export interface Candidates extends Some {
  readonly every: boolean;
  /** Of every one, only those matter for which the conditions of some rule hold. */
  readonly conditional: boolean;
}

/** Every known subject of the type that the question may be answered yes for, and perhaps some more. */
export function candidateSubjects(question: Question, type: string, schema: Schema, facts: FactsTable): Candidates {
  const world = createWorld(schema, facts, { ...question, subject: undefined });
  const all = schema.types.get(question.resource.type)?.rules.get(question.action.name) ?? [];
  const rules = all.filter((rule) => rule.effect === "allow" && isTargeted(rule.targets, question));
  const crowd = peopleOf(
    rules.flatMap(({ who }) => leavesOf(who)),
    question.resource,
    world,
    facts,
  );
  const every = crowd.anyone || crowd.types.has(type);
  const others = every ? mentioned(type, question, question.subject, schema) : [];
  return { ...listed([...membersOf(crowd, type, facts), ...others]), every, conditional: false };
}

/** Every known resource of the type that the question may be answered yes for, and perhaps some more. */
export function candidateResources(
  question: Question,
  type: string,
  uses: Uses,
  schema: Schema,
  facts: FactsTable,
): Candidates {
  const search = createResourceSearch(question, uses, schema, facts);
  const rules = schema.types.get(type)?.rules.get(question.action.name) ?? [];
  const allows = rules.filter(({ effect }) => effect === "allow");
  const places = allows.map((rule) => ({ rule, where: search(rule, type) }));
  const wide = places.filter(({ where }) => where === "every");
  const every = wide.length > 0;
  const some = places.flatMap(({ where }) => (where === "every" ? [] : [where]));
  const others = every ? listed(mentioned(type, question, question.resource, schema)) : nowhere;
  return { ...gathered([...some, others]), every, conditional: wide.every(({ rule }) => rule.guards.length > 0) };
}

/** Places that are worth the question whether conditions leave fewer. */
const many = 64;

/** Where a rule may apply to the caller. */
function createResourceSearch(question: Question, uses: Uses, schema: Schema, facts: FactsTable) {
  const world = createWorld(schema, facts, question);
  let named: readonly Ref[] | undefined;
  const isKnown = (ref: Ref): boolean => {
    if (facts.isKnown(ref)) return true;
    named ??= mentionedAnywhere(question, question.resource, schema);
    return named.some((other) => sameRef(other, ref));
  };
  const seekingOf = (type: string): Seeking => ({ world, ground, type, isKnown });
  const ground: Ground = createGround(schema, facts, uses, world, (guards, type) =>
    placesByGuards(guards, seekingOf(type)),
  );
  const reach = reachFrom(stepsOf(world, ground), ground);

  return (rule: PolicyRule, type: string): Where => {
    const byPeople = leavesOf(rule.who).map((leaf) => placesOf(leaf, type, { reach, ground, world }));
    const where = inAny(byPeople);
    if (where !== "every" && where.size <= many) return where;
    return inAll([where, byTargets(rule, type, question, isKnown), placesByGuards(rule.guards, seekingOf(type))]);
  };
}

/** The resources that the rule names, if it is about those alone. */
function byTargets({ targets }: PolicyRule, type: string, { action }: Question, isKnown: (ref: Ref) => boolean): Where {
  const ids = targets.filter((target) => target.type === type && target.actions.includes(action.name));
  const refs = ids.flatMap(({ id }) => (id === undefined ? [] : [{ type, id }]));
  return refs.length < ids.length ? "every" : listed(refs.filter(isKnown));
}

/** The resources of the type from which the caller may be in the leaf. */
function placesOf(
  leaf: Leaf,
  type: string,
  { reach, ground, world }: { reach: Reach; ground: Ground; world: World },
): Where {
  switch (leaf.kind) {
    case "anyone":
      return "every";
    case "type":
      return world.question.subject?.type === leaf.type ? "every" : nowhere;
    case "role":
      return reach.has(leaf.role) ? "every" : nowhere;
    case "member":
      return placesOfMember(leaf, type, reach, ground);
  }
}

function placesOfMember(leaf: Leaf & { readonly kind: "member" }, type: string, reach: Reach, ground: Ground): Where {
  const path = pathOf(leaf);
  const found: Ref[] = [];
  for (const end of path.length === 0 ? [type] : ground.schema.types.keys()) {
    const places = reach.places(end, leaf.name);
    if (places === "every") return "every";
    for (const place of places.values())
      for (const origin of originsOf(place, path, ground)) if (origin.type === type) found.push(origin);
  }
  return listed(found);
}

/** Entities of the type that policy or request name: everybody's facts need not know them. What is searched for has no id yet. */
function mentioned(type: string, question: Question, searched: Ref | undefined, schema: Schema): readonly Ref[] {
  return mentionedAnywhere(question, searched, schema).filter((ref) => ref.type === type);
}

function mentionedAnywhere(question: Question, searched: Ref | undefined, { policy }: Schema): readonly Ref[] {
  return [...entitiesInPolicy(policy), ...entitiesInQuestion(question).filter((ref) => ref !== searched)];
}
