import type { Expression, Ref } from "@authz/model";
import { linksOf, parentLink, type StoredAssignment } from "../facts/facts.ts";
import type { FactsTable } from "../facts/table.ts";
import type { World } from "../facts/world.ts";
import type { Schema } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";
import { refKey } from "../values/value.ts";
import type { Leaf, Use, Uses } from "./uses.ts";
import { refsOf, type Where } from "./where.ts";

/** A role or people-attribute that somebody may have: on one resource, on all of a type, or application-wide. */
export interface Step {
  readonly name: string;
  readonly place: Ref | { readonly everyOf: string } | undefined;
}

/** Some entities of a type, by id, or every one. */
export type Places = "every" | ReadonlyMap<string, Ref>;

/** Where somebody may have what: never less than they have, and mostly no more. Guards, bounds in time and what takes away are left to decisions. */
export interface Reach {
  has(role: string): boolean;
  places(type: string, name: string): Places;
}

/** What is gone along. */
export interface Ground {
  readonly schema: Schema;
  readonly facts: FactsTable;
  readonly uses: Uses;
  /** Who names the entity by the link, in the facts or in what a request says. */
  referrers(ref: Ref, link: string): Iterable<Ref>;
  /** Of a type, those for which the guards may be true. */
  where(guards: readonly Expression[], type: string): Where;
}

export function createGround(
  schema: Schema,
  facts: FactsTable,
  uses: Uses,
  world?: World,
  where: Ground["where"] = () => "every",
): Ground {
  const said = new Map<string, Ref[]>();
  for (const [link, named, owner] of world === undefined ? [] : linksSaid(world))
    obtain(said, `${link}\u0000${refKey(named)}`, () => []).push(owner);
  return {
    schema,
    facts,
    uses,
    where,
    *referrers(ref, link) {
      yield* facts.referrers(ref, link);
      yield* said.get(`${link}\u0000${refKey(ref)}`) ?? [];
    },
  };
}

/** What the request says that its subject and resource name. */
function* linksSaid({ question }: World): Generator<readonly [string, Ref, Ref]> {
  const { subject, resource, subjectOverlay, resourceOverlay } = question;
  for (const [owner, overlay] of [[subject, subjectOverlay] as const, [resource, resourceOverlay] as const]) {
    if (owner === undefined) continue;
    const said = { attributes: overlay.attributes, parents: overlay.parents ?? [], groups: overlay.groups };
    for (const [link, named] of linksOf(said)) yield [link, named, owner];
  }
}

/** Where the steps lead. Every role, place and name is gone through once. */
export function reachFrom(starts: Iterable<Step>, ground: Ground): Reach {
  const wide = new Map<string, Set<string>>();
  const places = new Map<string, Map<string, Map<string, Ref>>>();
  const roles = new Set<string>();
  const queue: Step[] = [];

  function enter(step: Step): void {
    if (isNew(step)) queue.push(step);
  }

  function isNew({ name, place }: Step): boolean {
    if (place === undefined) return !roles.has(name) && roles.add(name).size > 0;
    const type = "everyOf" in place ? place.everyOf : place.type;
    const everywhere = obtain(wide, type, () => new Set<string>());
    if (everywhere.has(name)) return false;
    if ("everyOf" in place) return everywhere.add(name).size > 0;
    const here = obtain(
      obtain(places, type, () => new Map<string, Map<string, Ref>>()),
      name,
      () => new Map<string, Ref>(),
    );
    return !here.has(place.id) && here.set(place.id, place).size > 0;
  }

  for (const start of starts) enter(start);
  for (let step = queue.pop(); step !== undefined; step = queue.pop())
    for (const next of onward(step, ground)) enter(next);
  return {
    has: (role) => roles.has(role),
    places: (type, name) => (wide.get(type)?.has(name) === true ? "every" : (places.get(type)?.get(name) ?? new Map())),
  };
}

function* onward({ name, place }: Step, ground: Ground): Generator<Step> {
  const { schema, facts, uses } = ground;
  if (place === undefined) {
    for (const junior of schema.roles.juniors.get(name) ?? []) yield { name: junior, place };
    for (const use of uses.ofRole(name)) yield* stepsOfUse(use, ground);
    return;
  }
  const type = "everyOf" in place ? place.everyOf : place.type;
  for (const junior of schema.types.get(type)?.roles.juniors.get(name) ?? []) yield { name: junior, place };
  if ("everyOf" in place) {
    yield* beyondEvery(type, name, ground);
    return;
  }
  for (const assignment of uses.isHolder(type, name) ? facts.assignmentsFor(place) : [])
    if (assignment.holder.kind === "role" && assignment.holder.role === name) yield stepOf(assignment);
  for (const { on, role, leaf } of uses.ofMember(name))
    if (on !== undefined)
      for (const origin of originsOf(place, pathOf(leaf), ground))
        if (origin.type === on) yield { name: role, place: origin };
}

/** Whatever may follow when it is had on every resource of the type. */
function* beyondEvery(type: string, name: string, ground: Ground): Generator<Step> {
  const { policy } = ground.schema;
  for (const role of [...policy.roles, ...policy.types.flatMap((each) => each.resource?.roles ?? [])])
    if (role.holders.some((holder) => holder.kind === "role" && holder.type === type && holder.role === name))
      yield wideStep({ on: role.on, role: role.name });
  for (const use of ground.uses.ofMember(name)) yield* stepsOfUse(use, ground);
}

/** Of a derived role that somebody may have wherever its guards are true. */
function* stepsOfUse(use: Use, ground: Ground): Generator<Step> {
  const where = use.on === undefined ? "every" : ground.where(use.guards, use.on);
  if (where === "every") yield wideStep(use);
  else for (const place of refsOf(where)) yield { name: use.role, place };
}

export function wideStep({ on, role }: { readonly on: string | undefined; readonly role: string }): Step {
  return { name: role, place: on === undefined ? undefined : { everyOf: on } };
}

export function stepOf({ role, resource }: StoredAssignment): Step {
  return { name: role, place: resource };
}

export function pathOf(leaf: Leaf): readonly string[] {
  return leaf.kind === "member" ? leaf.path : [];
}

/** From where the path may lead here, at the end of any number of its steps backwards. */
export function originsOf(place: Ref, path: readonly string[], ground: Ground): Iterable<Ref> {
  let here = new Map([[refKey(place), place]]);
  for (const step of path.toReversed()) {
    const before = new Map<string, Ref>();
    for (const ref of here.values())
      for (const link of step === "parent" ? [parentLink, step] : [step])
        for (const owner of ground.referrers(ref, link)) before.set(refKey(owner), owner);
    here = before;
  }
  return here.values();
}

/** What somebody has at once: by assignment, by attributes that name them or their groups, by being who they are, by what the request says. */
export function* stepsOf(world: World, ground: Ground): Generator<Step> {
  const { subject, subjectOverlay } = world.question;
  for (const use of ground.uses.ofType(subject?.type)) yield* stepsOfUse(use, ground);
  if (subject === undefined) return;
  for (const role of subjectOverlay.roles) yield { name: role, place: undefined };
  yield* stepsOfIdentities(subject.type, world.groups(subject).values(), ground);
  const identities = world.groups(subject);
  for (const [link, named, owner] of linksSaid(world))
    if (identities.has(refKey(named))) yield { name: link, place: owner };
}

export function* stepsOfIdentities(type: string, identities: Iterable<Ref>, { facts }: Ground): Generator<Step> {
  for (const assignment of facts.assignmentsForAll(type)) yield stepOf(assignment);
  for (const identity of identities) {
    for (const assignment of facts.assignmentsFor(identity))
      if (assignment.holder.kind === "entity") yield stepOf(assignment);
    for (const link of facts.namedIn(identity))
      for (const owner of facts.referrers(identity, link)) yield { name: link, place: owner };
  }
}
