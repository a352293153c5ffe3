import type { Exclusive, People, Ref } from "@authz/model";
import type { StoredAssignment } from "../facts/facts.ts";
import type { RoleTable } from "../schema/schema.ts";
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

/** May one person hold one role on one resource (or application-wide)? */
interface Holding {
  readonly person: Ref | undefined;
  readonly role: string;
  readonly on: Ref | undefined;
  readonly view: View;
  value: Truth;
  foundAt: number;
  /** Those whose value was worked out from this one's. */
  readonly dependents: Set<Holding>;
}

/** What one request's questions share while they are worked out. */
interface Run {
  readonly world: World;
  readonly finished: Map<string, Holding>;
  open: Map<string, Holding>;
  /** Open ones whose value has to be worked out, or worked out again. */
  due: Set<Holding>;
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
  const run: Run = { world, finished: new Map(), open: new Map(), due: new Set(), current: undefined, steps: 0 };
  return {
    among: (person, people, resource, view) => among(run, person, people, resource, view),
    holds: (person, role, on, view) => holds(run, person, role, on, view),
    foundAt: (person, role, on, view) => foundAt(run, person, role, on, view),
  };
}

function settle(run: Run, compute: () => Truth): Truth {
  const { open, due, current } = run;
  run.open = new Map();
  run.due = new Set();
  run.current = undefined;
  let result = compute();
  while (run.due.size > 0) {
    // What is added meanwhile comes last, so that it is found before those that led to it are worked out again.
    for (const holding of run.due) {
      run.due.delete(holding);
      workOut(run, holding);
    }
    run.current = undefined;
    result = compute();
  }
  for (const [key, holding] of run.open) if (!run.finished.has(key)) run.finished.set(key, holding);
  Object.assign(run, { open, due, current });
  return result;
}

function workOut(run: Run, holding: Holding): void {
  run.current = holding;
  const value = derive(run, holding);
  if (value === holding.value) return;
  holding.value = value;
  holding.foundAt = ++run.steps;
  for (const dependent of holding.dependents) run.due.add(dependent);
}

function holdingOf(run: Run, person: Ref | undefined, role: string, on: Ref | undefined, view: View): Holding {
  const key = [view, role, person === undefined ? "" : refKey(person), on === undefined ? "" : refKey(on)]
    .map((part) => `${part.length}:${part}`)
    .join("");
  const finished = run.finished.get(key);
  if (finished !== undefined) return finished;
  const holding = run.open.get(key) ?? { person, role, on, view, value: false, foundAt: 0, dependents: new Set() };
  if (run.current !== undefined) holding.dependents.add(run.current);
  if (run.open.has(key)) return holding;
  run.open.set(key, holding);
  run.due.add(holding);
  return holding;
}

function holdsNow(run: Run, person: Ref | undefined, role: string, on: Ref | undefined, view: View): Truth {
  return holdingOf(run, person, role, on, view).value;
}

function holds(run: Run, person: Ref | undefined, role: string, on: Ref | undefined, view: View): Truth {
  return settle(run, () => holdsNow(run, person, role, on, view));
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
function derive(run: Run, { person, role, on, view }: Holding): Truth {
  const table = rolesOf(run, on);
  if (view === "separated" && isTakenAway(run, person, role, on)) return false;
  if (view === "active" && on === undefined && run.world.question.activeRoles !== undefined && isCaller(run, person))
    return isActive(run, person, role);
  if (on === undefined && isCaller(run, person) && run.world.question.subjectOverlay.roles.includes(role)) return true;
  const derivation = table?.byName.get(role)?.derived;
  return some(
    [
      () => some(assignmentsTo(run, person, role, on), (assignment) => isAssigned(run, person, assignment, view)),
      () => some(table?.seniors.get(role) ?? [], (senior) => holdsNow(run, person, senior, on, view)),
      () =>
        derivation !== undefined &&
        every(
          [
            () => amongNow(run, person, derivation.people, on, view),
            () => every(derivation.guards, (guard) => truthOf(guard, scene(run, person, on))),
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
  person: Ref | undefined,
  { holder, notBefore = -Infinity, notAfter = Infinity }: StoredAssignment,
  view: View,
): Truth {
  if (person === undefined || run.world.question.now < notBefore || run.world.question.now > notAfter) return false;
  if (holder.kind === "all") return person.type === holder.type;
  return holder.kind === "entity"
    ? run.world.groups(person).has(refKey(holder.ref))
    : holdsNow(run, person, holder.role, holder.of, view);
}

/** Of the caller's application-wide roles: one of the active ones that is held, or a junior of one. */
function isActive(run: Run, person: Ref | undefined, role: string): Truth {
  const seniors = [...(run.world.question.activeRoles ?? [])].filter((active) =>
    run.world.schema.roles.juniors.get(active)?.has(role),
  );
  return some(seniors, (active) => holds(run, person, active, undefined, "all"));
}

/** SD: a role of an exclusive set of which the person has too many. Those that are unknown count. */
function isTakenAway(run: Run, person: Ref | undefined, role: string, on: Ref | undefined): boolean {
  return run.world.schema.policy.exclusives.some(
    (set) => set.on === on?.type && set.roles.includes(role) && isViolated(run, set, person, on),
  );
}

function isViolated(run: Run, set: Exclusive, person: Ref | undefined, on: Ref | undefined): boolean {
  const view = set.active ? "active" : "all";
  return set.roles.filter((role) => holds(run, person, role, on, view) !== false).length > set.atMost;
}

function amongNow(run: Run, person: Ref | undefined, people: People, resource: Ref | undefined, view: View): Truth {
  switch (people.kind) {
    case "anyone":
      return true;
    case "type":
      return person?.type === people.type;
    case "role":
      return holdsNow(run, person, people.role, undefined, view);
    case "member":
      return some(run.world.walk(resource, people.path), (place) =>
        place === undefined ? undefined : isMember(run, person, people.name, place, view),
      );
    case "or":
      return some(people.items, (item) => amongNow(run, person, item, resource, view));
    case "and":
      return every(people.items, (item) => amongNow(run, person, item, resource, view));
    case "butNot":
      return every(
        [
          () => amongNow(run, person, people.people, resource, view),
          () => not(among(run, person, people.except, resource, "all")),
        ],
        (part) => part(),
      );
  }
}

function among(run: Run, person: Ref | undefined, people: People, resource: Ref | undefined, view: View): Truth {
  return settle(run, () => amongNow(run, person, people, resource, view));
}

/** A role on the place, or a people-attribute of it; a place whose type has no such name counts for nobody. */
function isMember(run: Run, person: Ref | undefined, name: string, place: Ref, view: View): Truth {
  const entry = run.world.schema.types.get(place.type);
  if (entry?.roles.byName.has(name)) return holdsNow(run, person, name, place, view);
  return some(run.world.named(place, name), (value) =>
    value === undefined ? undefined : person !== undefined && run.world.groups(person).has(refKey(value)),
  );
}

function foundAt(run: Run, person: Ref | undefined, role: string, on: Ref | undefined, view: View): number | undefined {
  return holds(run, person, role, on, view) === true ? holdingOf(run, person, role, on, view).foundAt : undefined;
}
