import type { Exclusive, Ref } from "@authz/model";
import type { FactsIndex, StoredAssignment } from "../facts/facts.ts";
import { createWorld, type World } from "../facts/world.ts";
import { createMembership, type Membership } from "../reference/people.ts";
import type { Overlay, Question } from "../request/decode-request.ts";
import type { Schema } from "../schema/schema.ts";
import { refKey } from "../values/value.ts";
import { peopleOf, withMembers } from "../search/people-of.ts";

/** Somebody who holds more roles of an exclusive set than they may, on one resource or application-wide. */
export interface Violation {
  readonly set: Exclusive;
  readonly person: Ref;
  readonly place: Ref | undefined;
  readonly roles: readonly string[];
  /** When, in milliseconds. */
  readonly at: number;
}

/** What the facts say at one time or another, when nobody asks. */
export interface Records {
  readonly schema: Schema;
  readonly facts: FactsIndex;
  readonly now: number;
  at(time: number): { readonly world: World; readonly membership: Membership };
}

export function createRecords(schema: Schema, facts: FactsIndex, now: number): Records {
  const known = new Map<number, { readonly world: World; readonly membership: Membership }>();
  return {
    schema,
    facts,
    now,
    at(time) {
      const found = known.get(time);
      if (found !== undefined) return found;
      const world = createWorld(schema, facts, nobodyAsks(time));
      const made = { world, membership: createMembership(world) };
      known.set(time, made);
      return made;
    },
  };
}

function nobodyAsks(now: number): Question {
  const nothing: Overlay = { attributes: new Map(), parents: undefined, groups: [], roles: [] };
  const empty = { kind: "record", members: new Map() } as const;
  return {
    subject: undefined,
    action: { name: "", wire: "", attributes: [], origin: { source: "", line: 0, column: 0 } },
    actionValue: empty,
    resource: { type: "", id: "" },
    context: empty,
    token: { claims: new Map() },
    now,
    activeRoles: undefined,
    subjectOverlay: nothing,
    resourceOverlay: nothing,
  };
}

/** The sets of static separation. */
export function staticSets({ policy }: Schema): readonly Exclusive[] {
  return policy.exclusives.filter(({ active }) => !active);
}

/** Whoever holds too much there, and when. Only holdings that are certain count. */
export function violationsAt(set: Exclusive, place: Ref | undefined, records: Records): readonly Violation[] {
  const { facts } = records;
  const { world } = records.at(records.now);
  const counts = new Map<string, { readonly person: Ref; roles: number }>();
  const begins = new Set<number>();
  for (const role of set.roles) {
    const leaf =
      place === undefined ? ({ kind: "role", role } as const) : ({ kind: "member", path: [], name: role } as const);
    const crowd = peopleOf([leaf], place, world, facts);
    for (const time of crowd.begins) begins.add(time);
    const types = crowd.anyone ? subjectTypes(records.schema) : crowd.types;
    const holders = new Map(Array.from(withMembers(crowd.entities.values(), facts), (ref) => [refKey(ref), ref]));
    for (const type of types) for (const ref of facts.known(type)) holders.set(refKey(ref), ref);
    for (const [key, person] of holders) {
      const count = counts.get(key) ?? { person, roles: 0 };
      count.roles += 1;
      counts.set(key, count);
    }
  }
  const suspects = [...counts.values()].filter(({ roles }) => roles > set.atMost);
  return suspects.flatMap(({ person }) => [...violationsOf(set, person, place, records, begins)]);
}

/**
 * When somebody holds too much there: now, and when an assignment begins that is theirs, or everyone's, or of whoever has a role
 * where they have one; in this order.
 * @param begins other times to look at
 */
export function* violationsOf(
  set: Exclusive,
  person: Ref,
  place: Ref | undefined,
  records: Records,
  begins: Iterable<number> = [],
): Generator<Violation> {
  if (records.schema.types.get(person.type)?.type.subject !== true) return;
  for (const at of timesOf(person, records, begins)) {
    const roles = rolesHeld(set, person, place, at, records);
    if (roles.length > set.atMost) yield { set, person: plain(person), place: place && plain(place), roles, at };
  }
}

export function rolesHeld(
  set: Exclusive,
  person: Ref,
  place: Ref | undefined,
  at: number,
  records: Records,
): readonly string[] {
  const { membership } = records.at(at);
  return set.roles.filter((role) => membership.holds(person, role, place, "all") === true);
}

function timesOf(person: Ref, records: Records, begins: Iterable<number>): ReadonlySet<number> {
  const { facts, now } = records;
  const identities = records.at(now).world.groups(person);
  const times = new Set([now]);
  const enter = (notBefore: number | undefined): void => {
    if (notBefore !== undefined && notBefore > now) times.add(notBefore);
  };
  for (const time of begins) enter(time);
  for (const { notBefore } of facts.beginningForAll(person.type)) enter(notBefore);
  for (const identity of identities.values())
    for (const { notBefore } of facts.beginningFor(identity)) enter(notBefore);
  if (facts.hasBeginningRoles())
    for (const { notBefore } of assignmentsThrough(person.type, identities.values(), facts)) enter(notBefore);
  return times;
}

/** By which somebody may have something because they have a role elsewhere. */
function assignmentsThrough(type: string, identities: Iterable<Ref>, facts: FactsIndex): ReadonlySet<StoredAssignment> {
  const found = new Set(facts.assignmentsForAll(type));
  for (const identity of identities) for (const assignment of facts.assignmentsFor(identity)) found.add(assignment);
  for (const { resource } of found)
    for (const assignment of resource === undefined ? [] : facts.assignmentsFor(resource))
      if (assignment.holder.kind === "role") found.add(assignment);
  return found;
}

export function subjectTypes({ policy }: Schema): readonly string[] {
  return policy.types.filter(({ subject }) => subject).map(({ name }) => name);
}

function plain({ type, id }: Ref): Ref {
  return { type, id };
}

/** Everybody, everywhere, at any time. */
export function findViolations(records: Records): readonly Violation[] {
  return staticSets(records.schema).flatMap((set) => {
    const places = set.on === undefined ? [undefined] : [...records.facts.known(set.on)];
    return places.flatMap((place) => violationsAt(set, place, records));
  });
}

/** One of each set, person and place: the first. */
export function withoutTimes(violations: Iterable<Violation>): readonly Violation[] {
  const first = new Map<string, Violation>();
  for (const violation of violations) {
    const { set, person, place } = violation;
    const parts = [set.on ?? "", ...set.roles, refKey(person), place === undefined ? "" : refKey(place)];
    const key = parts.map((part) => `${part.length}:${part}`).join("");
    if (!first.has(key)) first.set(key, violation);
  }
  return [...first.values()];
}
