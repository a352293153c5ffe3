import type { Diagnostic, Exclusive, Ref } from "@authz/model";
import { parentLink, sameOrAbsent, sameRefs, type AssignedHolder, type StoredEntity } from "../facts/facts.ts";
import type { Integrity, StoredChange } from "../facts/live-facts.ts";
import type { FactsTable } from "../facts/table.ts";
import {
  createGround,
  reachFrom,
  stepOf,
  stepsOfIdentities,
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
  violationOf,
  violationsAt,
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
      const found = violationsBy(changes, scope, createRecords(schema, table, now));
      if (found.length === 0) return [];
      undo();
      const before = createRecords(schema, table, now);
      const added = found.filter(
        ({ set, person, place, at }) => rolesHeld(set, person, place, at, before).length <= set.atMost,
      );
      redo();
      return added.map((violation): Diagnostic => reportViolation(violation, { source: "facts", pointer: "" }));
    },
  };
}

/** What violates static separation as things stand. */
export function standingViolations(schema: Schema, table: FactsTable, clock: () => Date): readonly Diagnostic[] {
  const violations = findViolations(createRecords(schema, table, clock().getTime()));
  return violations.map((violation) => reportViolation(violation, { source: "facts", pointer: "" }));
}

interface Scope {
  readonly sets: readonly Exclusive[];
  readonly schema: Schema;
  readonly ground: Ground;
  readonly relevant: ReadonlySet<string>;
}

/** Violations that the changes may have to do with, among them all that they have made. */
function violationsBy(changes: readonly StoredChange[], scope: Scope, records: Records): readonly Violation[] {
  const found = new Map<string, Violation>();
  for (const change of changes)
    for (const violation of change.kind === "entity"
      ? violationsByEntity(change, scope, records)
      : violationsOf(holdersOf(change.assignment.holder, records), [stepOf(change.assignment)], scope, records))
      found.set(keyOf(violation), violation);
  return [...found.values()];
}

function keyOf({ set, person, place }: Violation): string {
  return [JSON.stringify(set.roles), set.on ?? "", refKey(person), place === undefined ? "" : refKey(place)].join(
    "\u0000\u0000",
  );
}

/** Everybody who has what the holder is given. */
function holdersOf(holder: AssignedHolder, records: Records): Iterable<Ref> {
  const { facts } = records;
  if (holder.kind === "entity") return withMembers([holder.ref], facts);
  if (holder.kind === "all") return facts.known(holder.type);
  const { world } = records.at(records.now);
  const crowd = peopleOf([{ kind: "member", path: [], name: holder.role }], holder.of, world, facts);
  const everyone = [...crowd.types].flatMap((type) => [...facts.known(type)]);
  return [...withMembers(crowd.entities.values(), facts), ...everyone];
}

/** Of these people, wherever the steps lead. */
function* violationsOf(
  people: Iterable<Ref>,
  steps: Iterable<Step>,
  { sets, ground }: Scope,
  records: Records,
): Generator<Violation> {
  const reach = reachFrom(steps, ground);
  const places = sets.map((set) => [set, [...placesOf(set, reach, records)]] as const);
  if (places.every(([, reached]) => reached.length === 0)) return;
  for (const person of people)
    for (const [set, reached] of places)
      for (const place of reached) {
        const violation = violationOf(set, person, place, records);
        if (violation !== undefined) yield violation;
      }
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

function* violationsByEntity(change: EntityChange, scope: Scope, records: Records): Generator<Violation> {
  const { ref, before, after } = change;
  const changed = changedNames(before, after);
  const matters = [...changed].some((name) => scope.relevant.has(name));
  const regrouped = !sameRefs(before?.groups ?? [], after?.groups ?? []);
  if (matters || regrouped) {
    const identities = records.at(records.now).world.groups(ref);
    const left = before?.groups ?? [];
    const steps = stepsOfIdentities(ref.type, [...identities.values(), ...left], scope.ground);
    yield* violationsOf(withMembers([ref], records.facts), steps, scope, records);
  }
  if (matters) yield* violationsBelow(ref, scope, records);
}

/** At the entity, and at all whose roles may depend on what it says. */
function* violationsBelow(ref: Ref, { sets, relevant, ground }: Scope, records: Records): Generator<Violation> {
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
  for (const set of sets)
    for (const place of places.values()) if (place.type === set.on) yield* violationsAt(set, place, records);
}

function changedNames(before: StoredEntity | undefined, after: StoredEntity | undefined): ReadonlySet<string> {
  const names = new Set([...(before?.attributes.keys() ?? []), ...(after?.attributes.keys() ?? [])]);
  for (const name of names)
    if (sameOrAbsent(before?.attributes.get(name), after?.attributes.get(name))) names.delete(name);
  if (!sameRefs(before?.parents ?? [], after?.parents ?? [])) names.add("parent");
  return names;
}
