import type { Diagnostic, Exclusive, Ref } from "@authz/model";
import { parentLink, sameRefs, sameWritten, type AssignedHolder, type StoredEntity } from "../facts/facts.ts";
import type { Integrity, StoredChange } from "../facts/live-facts.ts";
import type { FactsTable } from "../facts/table.ts";
import {
  createGround,
  reachFrom,
  stepOf,
  stepsOfIdentities,
  wideStep,
  type Ground,
  type Reach,
  type Step,
} from "../search/reach.ts";
import { peopleOf, withMembers } from "../search/people-of.ts";
import { createUses, mentionsOf } from "../search/uses.ts";
import type { Schema } from "../schema/schema.ts";
import { refKey } from "../values/value.ts";
import {
  createRecords,
  findViolations,
  rolesHeld,
  staticSets,
  subjectTypes,
  violationsAt,
  violationsOf,
  withoutTimes,
  type Records,
  type Violation,
} from "./holdings.ts";
import { relevantAttributes } from "./relevance.ts";
import { reportViolation } from "./report.ts";

/** Static separation of duty (ANSI INCITS 359, SSD) under change: what a change would newly violate is not kept. */
export function createIntegrity(schema: Schema, table: FactsTable, clock: () => Date): Integrity {
  const sets = staticSets(schema);
  if (sets.length === 0) return { refuse: () => [] };
  const scope: Scope = {
    sets,
    schema,
    ground: createGround(schema, table, createUses(schema, mentionsOf)),
    relevant: relevantAttributes(schema),
  };
  return {
    refuse(changes, { undo, redo }) {
      const now = clock().getTime();
      const former = formerPeople(changes, () => createRecords(schema, table, now), { undo, redo });
      const found = violationsBy(changes, former, scope, createRecords(schema, table, now));
      if (found.length === 0) return [];
      undo();
      const before = createRecords(schema, table, now);
      const added = found.filter(
        ({ set, person, place, at }) => rolesHeld(set, person, place, at, before).length <= set.atMost,
      );
      redo();
      return withoutTimes(added).map((violation): Diagnostic => reportViolation(violation));
    },
  };
}

/** What violates static separation as things stand. */
export function standingViolations(schema: Schema, table: FactsTable, clock: () => Date): readonly Diagnostic[] {
  const violations = withoutTimes(findViolations(createRecords(schema, table, clock().getTime())));
  return violations.map((violation) => reportViolation(violation));
}

interface Scope {
  readonly sets: readonly Exclusive[];
  readonly schema: Schema;
  readonly ground: Ground;
  readonly relevant: ReadonlySet<string>;
}

/**
 * Whom each of the changes concerned before all of them: who loses a group and what it took away, by two changes of one batch, is
 * not found among those whom either concerns after it. A single change concerns the same people before and after.
 */
function formerPeople(
  changes: readonly StoredChange[],
  records: () => Records,
  { undo, redo }: Parameters<Integrity["refuse"]>[1],
): readonly (readonly Ref[])[] {
  const takesAway = changes.some((change) => change.kind === "revoke" || (change.kind === "entity" && change.before));
  if (changes.length < 2 || !takesAway) return [];
  undo();
  const before = records();
  const people = changes.map((change) => [...peopleConcerned(change, before)]);
  redo();
  return people;
}

function peopleConcerned(change: StoredChange, records: Records): Iterable<Ref> {
  return change.kind === "entity"
    ? withMembers([change.ref], records.facts)
    : holdersOf(change.assignment.holder, records);
}

/** Violations that the changes may have to do with, among them all that they have made; some more than once. */
function violationsBy(
  changes: readonly StoredChange[],
  former: readonly (readonly Ref[])[],
  scope: Scope,
  records: Records,
): readonly Violation[] {
  return changes.flatMap((change, index) => {
    const people = new Map<string, Ref>();
    for (const ref of peopleConcerned(change, records)) people.set(refKey(ref), ref);
    for (const ref of former[index] ?? []) people.set(refKey(ref), ref);
    return [...violationsByChange(change, people.values(), scope, records)];
  });
}

function violationsByChange(
  change: StoredChange,
  people: Iterable<Ref>,
  scope: Scope,
  records: Records,
): Iterable<Violation> {
  if (change.kind === "entity") return violationsByEntity(change, people, scope, records);
  const { notBefore } = change.assignment;
  const begins = notBefore === undefined ? [] : [notBefore];
  return violationsAmong(people, [stepOf(change.assignment)], scope, records, begins);
}

/** Everybody who has what the holder is given. */
function holdersOf(holder: AssignedHolder, records: Records): Iterable<Ref> {
  const { facts } = records;
  if (holder.kind === "entity") return withMembers([holder.ref], facts);
  if (holder.kind === "all") return facts.known(holder.type);
  const { world } = records.at(records.now);
  const crowd = peopleOf([{ kind: "member", path: [], name: holder.role }], holder.of, world, facts);
  const types = crowd.anyone ? subjectTypes(records.schema) : [...crowd.types];
  const everyone = types.flatMap((type) => [...facts.known(type)]);
  return [...withMembers(crowd.entities.values(), facts), ...everyone];
}

/** Of these people, wherever the steps lead. */
function* violationsAmong(
  people: Iterable<Ref>,
  steps: Iterable<Step>,
  { sets, ground }: Scope,
  records: Records,
  begins: readonly number[] = [],
): Generator<Violation> {
  const reach = reachFrom(steps, ground);
  const places = sets.map((set) => [set, [...placesOf(set, reach, records)]] as const);
  if (places.every(([, reached]) => reached.length === 0)) return;
  for (const person of people)
    for (const [set, reached] of places)
      for (const place of reached) yield* violationsOf(set, person, place, records, begins);
}

function placesOf({ on, roles }: Exclusive, reach: Reach, { facts }: Records): Iterable<Ref | undefined> {
  if (on === undefined) return roles.some((role) => reach.has(role)) ? [undefined] : [];
  const found = new Map<string, Ref>();
  for (const role of roles) {
    const places = reach.places(on, role);
    if (places === "every") return facts.known(on);
    for (const [key, place] of places) found.set(key, place);
  }
  return found.values();
}

type EntityChange = StoredChange & { readonly kind: "entity" };

function* violationsByEntity(
  change: EntityChange,
  people: Iterable<Ref>,
  scope: Scope,
  records: Records,
): Generator<Violation> {
  const { ref, before, after } = change;
  const changed = changedNames(before, after);
  const matters = [...changed].some((name) => scope.relevant.has(name));
  const regrouped = !sameRefs(before?.groups ?? [], after?.groups ?? []);
  if (matters || regrouped) {
    const steps = stepsOfPeople([ref, ...(before?.groups ?? [])], ref.type, scope, records);
    yield* violationsAmong(people, steps, scope, records);
  }
  if (matters) yield* violationsBelow(ref, scope, records);
}

/** What somebody of the type has who is these people, or in these groups. */
function* stepsOfPeople(people: readonly Ref[], type: string, { ground }: Scope, records: Records): Generator<Step> {
  const { world } = records.at(records.now);
  const identities = new Map(people.flatMap((ref) => [...world.groups(ref)]));
  for (const use of ground.uses.ofType(type)) yield wideStep(use);
  yield* stepsOfIdentities(type, identities.values(), ground);
}

/** At the entity, at all whose roles may depend on what it says, and of people whom it is said of. */
function* violationsBelow(ref: Ref, scope: Scope, records: Records): Generator<Violation> {
  const { sets, relevant, ground } = scope;
  const links = [...relevant].flatMap((name) => (name === "parent" ? [name, parentLink] : [name]));
  const places = new Map([[refKey(ref), ref]]);
  for (const place of places.values()) {
    for (const link of links) for (const owner of ground.referrers(place, link)) places.set(refKey(owner), owner);
    for (const { holder, resource } of records.facts.assignmentsFor(place)) {
      if (holder.kind !== "role") continue;
      if (resource === undefined) {
        yield* findViolations(records);
        return;
      }
      places.set(refKey(resource), resource);
    }
  }
  for (const place of places.values()) {
    for (const set of sets) if (place.type === set.on) yield* violationsAt(set, place, records);
    if (place !== ref && scope.schema.types.get(place.type)?.type.subject === true)
      yield* violationsAmong([place], stepsOfPeople([place], place.type, scope, records), scope, records);
  }
}

function changedNames(before: StoredEntity | undefined, after: StoredEntity | undefined): ReadonlySet<string> {
  const names = new Set([...(before?.attributes.keys() ?? []), ...(after?.attributes.keys() ?? [])]);
  for (const name of names)
    if (sameWritten(before?.attributes.get(name), after?.attributes.get(name))) names.delete(name);
  // Of what is not described the parents are unknown, which is not the same as none.
  if (before === undefined || after === undefined || !sameRefs(before.parents, after.parents)) names.add("parent");
  return names;
}
