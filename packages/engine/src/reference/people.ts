import type { Exclusive, People, Ref } from "@authz/model";
import type { StoredAssignment } from "../facts/facts.ts";
import type { RoleTable } from "../schema/schema.ts";
import { refKey, sameRef } from "../values/value.ts";
import { truthOf } from "./expressions.ts";
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
}

/**
 * The least set of people that satisfies the definitions, by iteration: every holding that a question leads to starts as false
 * and is worked out again until nothing changes. What stands right of `but not`, and what is counted for `exclusive`, is
 * finished before it is used, which the check for recursion through it makes possible.
 */
export function createMembership(world: World): Membership {
  const { schema, question, facts } = world;
  const finished = new Map<string, Holding>();
  let open = new Map<string, Holding>();
  let steps = 0;

  function settle(compute: () => Truth): Truth {
    const outer = open;
    open = new Map();
    let result = compute();
    for (let changed = true; changed;) {
      changed = false;
      const before = open.size;
      // Newest first: a holding mostly rests on those it led to.
      for (const holding of [...open.values()].reverse()) {
        const value = derive(holding);
        if (value === holding.value) continue;
        holding.value = value;
        holding.foundAt = ++steps;
        changed = true;
      }
      changed ||= open.size > before;
      result = compute();
    }
    for (const [key, holding] of open) if (!finished.has(key)) finished.set(key, holding);
    open = outer;
    return result;
  }

  function holdingOf(person: Ref | undefined, role: string, on: Ref | undefined, view: View): Holding {
    const key = [view, role, person === undefined ? "" : refKey(person), on === undefined ? "" : refKey(on)]
      .map((part) => `${part.length}:${part}`)
      .join("");
    const known = finished.get(key) ?? open.get(key);
    if (known !== undefined) return known;
    const holding: Holding = { person, role, on, view, value: false, foundAt: 0 };
    open.set(key, holding);
    return holding;
  }

  const holdsNow = (person: Ref | undefined, role: string, on: Ref | undefined, view: View): Truth =>
    holdingOf(person, role, on, view).value;

  function holds(person: Ref | undefined, role: string, on: Ref | undefined, view: View): Truth {
    return settle(() => holdsNow(person, role, on, view));
  }

  function rolesOf(on: Ref | undefined): RoleTable | undefined {
    return on === undefined ? schema.roles : schema.types.get(on.type)?.roles;
  }

  function isCaller(person: Ref | undefined): boolean {
    return person !== undefined && question.subject !== undefined && sameRef(person, question.subject);
  }

  /** P: assigned, asserted, held through a senior role or derived. */
  function derive({ person, role, on, view }: Holding): Truth {
    const table = rolesOf(on);
    if (view === "separated" && isTakenAway(person, role, on)) return false;
    if (view === "active" && on === undefined && question.activeRoles !== undefined && isCaller(person))
      return isActive(person, role);
    if (on === undefined && isCaller(person) && question.subjectOverlay.roles.includes(role)) return true;
    const derivation = table?.byName.get(role)?.derived;
    return some(
      [
        () => some(facts.assignmentsOf(role, on), (assignment) => isAssigned(person, assignment, view)),
        () => some(table?.seniors.get(role) ?? [], (senior) => holdsNow(person, senior, on, view)),
        () =>
          derivation !== undefined &&
          every(
            [
              () => amongNow(person, derivation.people, on, view),
              () => every(derivation.guards, (guard) => truthOf(guard, scene(person, on))),
            ],
            (part) => part(),
          ),
      ],
      (way) => way(),
    );
  }

  function scene(subject: Ref | undefined, resource: Ref | undefined) {
    // Guards of derived roles ask for no roles: the checker has seen to it.
    return { world, subject, resource, among: (): Truth => undefined };
  }

  function isAssigned(person: Ref | undefined, { holder, notBefore, notAfter }: StoredAssignment, view: View): Truth {
    if (person === undefined || question.now < notBefore || question.now > notAfter) return false;
    if (holder.kind === "all") return person.type === holder.type;
    return holder.kind === "entity"
      ? world.groups(person).has(refKey(holder.ref))
      : holdsNow(person, holder.role, holder.of, view);
  }

  /** Of the caller's application-wide roles: one of the active ones that is held, or a junior of one. */
  function isActive(person: Ref | undefined, role: string): Truth {
    const seniors = [...(question.activeRoles ?? [])].filter((active) => schema.roles.juniors.get(active)?.has(role));
    return some(seniors, (active) => holds(person, active, undefined, "all"));
  }

  /** SD: a role of an exclusive set of which the person has too many. Those that are unknown count. */
  function isTakenAway(person: Ref | undefined, role: string, on: Ref | undefined): boolean {
    return schema.policy.exclusives.some(
      (set) => set.on === on?.type && set.roles.includes(role) && isViolated(set, person, on),
    );
  }

  function isViolated(set: Exclusive, person: Ref | undefined, on: Ref | undefined): boolean {
    const view = set.active ? "active" : "all";
    return set.roles.filter((role) => holds(person, role, on, view) !== false).length > set.atMost;
  }

  function amongNow(person: Ref | undefined, people: People, resource: Ref | undefined, view: View): Truth {
    switch (people.kind) {
      case "anyone":
        return true;
      case "type":
        return person?.type === people.type;
      case "role":
        return holdsNow(person, people.role, undefined, view);
      case "member":
        return some(world.walk(resource, people.path), (place) =>
          place === undefined ? undefined : isMember(person, people.name, place, view),
        );
      case "or":
        return some(people.items, (item) => amongNow(person, item, resource, view));
      case "and":
        return every(people.items, (item) => amongNow(person, item, resource, view));
      case "butNot":
        return every(
          [
            () => amongNow(person, people.people, resource, view),
            () => not(among(person, people.except, resource, "all")),
          ],
          (part) => part(),
        );
    }
  }

  function among(person: Ref | undefined, people: People, resource: Ref | undefined, view: View): Truth {
    return settle(() => amongNow(person, people, resource, view));
  }

  /** A role on the place, or a people-attribute of it; a place whose type has no such name counts for nobody. */
  function isMember(person: Ref | undefined, name: string, place: Ref, view: View): Truth {
    const entry = schema.types.get(place.type);
    if (entry?.roles.byName.has(name)) return holdsNow(person, name, place, view);
    return some(world.named(place, name), (value) =>
      value === undefined ? undefined : person !== undefined && world.groups(person).has(refKey(value)),
    );
  }

  function foundAt(person: Ref | undefined, role: string, on: Ref | undefined, view: View): number | undefined {
    return holds(person, role, on, view) === true ? holdingOf(person, role, on, view).foundAt : undefined;
  }

  return { among, holds, foundAt };
}
