import type { Exclusive, People, Ref } from "@authz/model";
import * as features from "../features/features.ts";
import type { StoredAssignment } from "../facts/facts.ts";
import type { RoleTable } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";
import { refKey, sameRef } from "../values/value.ts";
import { truthOf, type Scene } from "./expressions.ts";
import { every, not, some, type Truth } from "../values/truth.ts";
import type { World } from "../facts/world.ts";

/**
 * Which of the held roles count: all; all but those of exclusive sets that are violated; or, for the caller's application-wide
 * roles, only the active ones.
 */
export type View = "all" | "separated" | "active";

/** Membership in people-expressions, for one request. */
export interface Membership {
  among(person: Ref | undefined, people: People, resource: Ref | undefined, view: View): Truth;
  holds(person: Ref | undefined, role: string, on: Ref | undefined, view: View): Truth;
  /** After how many steps it was found that the role is held: what it rests on was found earlier. */
  foundAt(person: Ref | undefined, role: string, on: Ref | undefined, view: View): number | undefined;
}

/** One person, seen in one way, with what has been asked about them. */
interface Candidate {
  readonly person: Ref | undefined;
  readonly view: View;
  /** By role, and by type and id of what it is on: no key is ever built, which for long chains would take most of the time. */
  readonly holdings: Map<string, Map<string, Map<string, Holding>>>;
}

/** May a candidate hold one role on one resource (or application-wide)? */
interface Holding {
  readonly candidate: Candidate;
  readonly role: string;
  readonly on: Ref | undefined;
  value: Truth;
  foundAt: number;
  /** Those whose value was worked out from this one's. */
  dependents: Holding[] | undefined;
  /** Its value has to be worked out, or worked out again. */
  isDue: boolean;
  /** Where it was asked for first; undefined once that is finished. */
  round: Round | undefined;
}

/** What had or has to be worked out for one question, in this order. */
type Round = Holding[];

/** What one request's questions share while they are worked out. */
interface Run {
  readonly world: World;
  readonly candidates: Map<string, Candidate>;
  round: Round;
  /** The one that is being worked out. */
  current: Holding | undefined;
  steps: number;
}

/**
 * The least set of people that satisfies the definitions, by iteration: every holding that a question leads to starts as false
 * and is worked out again whenever one that it rests on has changed. What stands right of `but not`, and what is counted for
 * `exclusive`, is finished before it is used, which the check for recursion through it makes possible.
 */
export function createMembership(world: World): Membership {
  const run: Run = { world, candidates: new Map(), round: [], current: undefined, steps: 0 };
  return {
    among: (person, people, resource, view) => among(run, candidateOf(run, person, view), people, resource),
    holds: (person, role, on, view) => holds(run, candidateOf(run, person, view), role, on),
    foundAt: (person, role, on, view) =>
      features.explanations ? foundAt(run, candidateOf(run, person, view), role, on) : undefined,
  };
}

/** Where a view can show nothing else than all roles, it is the view of all: nothing is worked out twice. */
function candidateOf({ world, candidates }: Run, person: Ref | undefined, asked: View): Candidate {
  const differs = asked === "active" ? world.question.activeRoles : world.schema.policy.exclusives[0];
  const view = differs === undefined ? "all" : asked;
  const key = `${view}${person === undefined ? "" : refKey(person)}`;
  const known = candidates.get(key);
  if (known !== undefined) return known;
  const candidate: Candidate = { person, view, holdings: new Map() };
  candidates.set(key, candidate);
  return candidate;
}

function settle(run: Run, compute: () => Truth): Truth {
  const { round: outer, current } = run;
  const round: Round = [];
  run.round = round;
  run.current = undefined;
  let result = compute();
  for (let next = 0; next < round.length; result = compute()) {
    // What is added meanwhile comes last, so that it is found before those that led to it are worked out again.
    for (let holding = round[next]; holding !== undefined; holding = round[++next]) workOut(run, holding);
    run.current = undefined;
  }
  for (const holding of round) holding.round = undefined;
  run.round = outer;
  run.current = current;
  return result;
}

function workOut(run: Run, holding: Holding): void {
  holding.isDue = false;
  run.current = holding;
  const value = derive(run, holding);
  if (value === holding.value) return;
  holding.value = value;
  holding.foundAt = ++run.steps;
  for (const dependent of holding.dependents ?? []) {
    if (dependent.isDue) continue;
    dependent.isDue = true;
    run.round.push(dependent);
  }
}

function createMap<V>(): Map<string, V> {
  return new Map();
}

function holdingOf(run: Run, candidate: Candidate, role: string, on: Ref | undefined): Holding {
  const byType = obtain(candidate.holdings, role, createMap<Map<string, Holding>>);
  const holdings = obtain(byType, on?.type ?? "", createMap<Holding>);
  const id = on?.id ?? "";
  let holding = holdings.get(id);
  if (holding !== undefined && holding.round === undefined) return holding;
  // One that a question around this one has yet to finish is no answer, since this one's may be negated.
  if (holding?.round !== run.round) {
    holding = { candidate, role, on, value: false, foundAt: 0, dependents: undefined, isDue: true, round: run.round };
    holdings.set(id, holding);
    run.round.push(holding);
  }
  const { dependents } = holding;
  if (run.current === undefined || dependents?.at(-1) === run.current) return holding;
  // A list of one takes no room for more.
  if (dependents === undefined) holding.dependents = [run.current];
  else dependents.push(run.current);
  return holding;
}

function holdsNow(run: Run, candidate: Candidate, role: string, on: Ref | undefined): Truth {
  return holdingOf(run, candidate, role, on).value;
}

function holds(run: Run, candidate: Candidate, role: string, on: Ref | undefined): Truth {
  return settle(run, () => holdsNow(run, candidate, role, on));
}

function rolesOf(run: Run, on: Ref | undefined): RoleTable | undefined {
  return on === undefined ? run.world.schema.roles : run.world.schema.types.get(on.type)?.roles;
}

function isCaller(run: Run, person: Ref | undefined): boolean {
  return (
    person !== undefined && run.world.question.subject !== undefined && sameRef(person, run.world.question.subject)
  );
}

/** P: assigned, asserted, held through a senior role or derived. */
function derive(run: Run, { candidate, role, on }: Holding): Truth {
  const { person, view } = candidate;
  const table = rolesOf(run, on);
  if (features.exclusives && view === "separated" && isTakenAway(run, person, role, on)) return false;
  if (view === "active" && on === undefined && run.world.question.activeRoles !== undefined && isCaller(run, person))
    return isActive(run, person, role);
  if (on === undefined && isCaller(run, person) && run.world.question.subjectOverlay.roles.includes(role)) return true;
  const derivation = table?.byName.get(role)?.derived;
  return some(
    [
      () => some(assignmentsTo(run, person, role, on), (assignment) => isAssigned(run, candidate, assignment)),
      () =>
        some(features.hierarchies ? (table?.seniors.get(role) ?? []) : [], (senior) =>
          holdsNow(run, candidate, senior, on),
        ),
      () =>
        features.derivedRoles &&
        derivation !== undefined &&
        every(
          [
            () => amongNow(run, candidate, derivation.people, on),
            () =>
              every(derivation.guards, (guard) =>
                features.conditions ? truthOf(guard, scene(run, person, on)) : undefined,
              ),
          ],
          (part) => part(),
        ),
    ],
    (way) => way(),
  );
}

function scene(run: Run, subject: Ref | undefined, resource: Ref | undefined): Scene {
  // Guards of derived roles ask for no roles: the checker has seen to it.
  return { world: run.world, subject, resource, among: (): Truth => undefined };
}

function assignmentsTo(
  { world }: Run,
  person: Ref | undefined,
  role: string,
  on: Ref | undefined,
): Iterable<StoredAssignment> {
  if (person === undefined) return [];
  return world.facts.assignmentsTo({ ref: person, identities: world.groups(person) }, role, on);
}

function isAssigned(
  run: Run,
  candidate: Candidate,
  { holder, notBefore = -Infinity, notAfter = Infinity }: StoredAssignment,
): Truth {
  const { person } = candidate;
  if (person === undefined || run.world.question.now < notBefore || run.world.question.now > notAfter) return false;
  if (holder.kind === "all") return person.type === holder.type;
  return holder.kind === "entity"
    ? run.world.groups(person).has(refKey(holder.ref))
    : holdsNow(run, candidate, holder.role, holder.of);
}

/** Of the caller's application-wide roles: one of the active ones that is held, or a junior of one. */
function isActive(run: Run, person: Ref | undefined, role: string): Truth {
  const all = candidateOf(run, person, "all");
  const seniors = [...(run.world.question.activeRoles ?? [])].filter((active) =>
    run.world.schema.roles.juniors.get(active)?.has(role),
  );
  return some(seniors, (active) => holds(run, all, active, undefined));
}

/** SD: a role of an exclusive set of which the person has too many. Those that are unknown count. */
function isTakenAway(run: Run, person: Ref | undefined, role: string, on: Ref | undefined): boolean {
  return run.world.schema.policy.exclusives.some(
    (set) => set.on === on?.type && set.roles.includes(role) && isViolated(run, set, person, on),
  );
}

function isViolated(run: Run, set: Exclusive, person: Ref | undefined, on: Ref | undefined): boolean {
  const candidate = candidateOf(run, person, set.active ? "active" : "all");
  return set.roles.filter((role) => holds(run, candidate, role, on) !== false).length > set.atMost;
}

function amongNow(run: Run, candidate: Candidate, people: People, resource: Ref | undefined): Truth {
  switch (people.kind) {
    case "anyone":
      return true;
    case "type":
      return candidate.person?.type === people.type;
    case "role":
      return features.roles ? holdsNow(run, candidate, people.role, undefined) : undefined;
    case "member":
      return some(run.world.walk(resource, people.path), (place) =>
        place === undefined || !features.membership ? undefined : isMember(run, candidate, people.name, place),
      );
    case "or":
      return some(people.items, (item) => amongNow(run, candidate, item, resource));
    case "and":
      return every(people.items, (item) => amongNow(run, candidate, item, resource));
    case "butNot":
      return every(
        [
          () => amongNow(run, candidate, people.people, resource),
          () => not(among(run, candidateOf(run, candidate.person, "all"), people.except, resource)),
        ],
        (part) => part(),
      );
  }
}

function among(run: Run, candidate: Candidate, people: People, resource: Ref | undefined): Truth {
  return settle(run, () => amongNow(run, candidate, people, resource));
}

/** A role on the place, or a people-attribute of it; a place whose type has no such name counts for nobody. */
function isMember(run: Run, candidate: Candidate, name: string, place: Ref): Truth {
  const { person } = candidate;
  const entry = run.world.schema.types.get(place.type);
  if (features.roles && entry?.roles.byName.has(name)) return holdsNow(run, candidate, name, place);
  return some(run.world.named(place, name), (value) =>
    value === undefined ? undefined : person !== undefined && run.world.groups(person).has(refKey(value)),
  );
}

function foundAt(run: Run, candidate: Candidate, role: string, on: Ref | undefined): number | undefined {
  return holds(run, candidate, role, on) === true ? holdingOf(run, candidate, role, on).foundAt : undefined;
}
