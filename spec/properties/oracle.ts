import type {
  AssignmentDraft,
  EntityDraft,
  FactsDraft,
  PeopleDraft,
  PolicyDraft,
  RefDraft,
  RoleDraft,
} from "./draft.ts";

/** Who holds what, found by trying everything again and again until nothing is added. */
export interface Oracle {
  readonly holds: (subject: RefDraft, role: string, place: RefDraft | undefined) => boolean;
  readonly isIn: (subject: RefDraft, group: RefDraft) => boolean;
}

interface Rounds {
  readonly held: Set<string>;
  readonly entities: ReadonlyMap<string, EntityDraft>;
  readonly members: ReadonlySet<string>;
}

const key = (...parts: readonly unknown[]): string => JSON.stringify(parts);
const keyOf = ({ type, id }: RefDraft): string => key(type, id);
const heldKey = (subject: RefDraft, role: string, place: RefDraft | undefined): string =>
  key(keyOf(subject), role, place === undefined ? null : keyOf(place));

export function createOracle(policy: PolicyDraft, facts: FactsDraft, now: string): Oracle {
  const entities = new Map(facts.entities.map((entity) => [keyOf(entity), entity]));
  const rounds: Rounds = { held: new Set(), entities, members: membersOf(facts.entities) };
  const subjects = facts.entities.filter(({ type }) => type === "User" || type === "Service");
  const inTime = facts.assignments.filter(
    ({ notAfter }) => notAfter === undefined || Date.parse(notAfter) >= Date.parse(now),
  );
  const roles = everyRole(policy, facts.entities);
  const settled = roles.filter(({ role }) => ["blocked", "employee", "auditor", "manager"].includes(role.name));
  // What may stand after `but not` is complete before anything is derived from its absence.
  for (const some of [settled, roles]) {
    while (addRound(some, subjects, inTime, rounds));
  }
  return {
    holds: (subject, role, place) => rounds.held.has(heldKey(subject, role, place)),
    isIn: (subject, group) => rounds.members.has(key(keyOf(subject), keyOf(group))),
  };
}

interface PlacedRole {
  readonly role: RoleDraft;
  readonly place: EntityDraft | undefined;
  /** The roles of the same place that include it. */
  readonly seniors: readonly string[];
}

function everyRole(policy: PolicyDraft, entities: readonly EntityDraft[]): readonly PlacedRole[] {
  const placed = (roles: readonly RoleDraft[], place: EntityDraft | undefined) =>
    roles.map((role) => ({
      role,
      place,
      seniors: roles.filter(({ includes }) => includes.includes(role.name)).map(({ name }) => name),
    }));
  const onResources = entities.flatMap((entity) => {
    const resource = policy.resources.find(({ name }) => name === entity.type);
    return resource === undefined ? [] : placed(resource.roles, entity);
  });
  return [...placed(policy.roles, undefined), ...onResources];
}

/** Membership in groups, closed by adding pairs until there are no more. */
function membersOf(entities: readonly EntityDraft[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let before = -1; before < pairs.size;) {
    before = pairs.size;
    for (const one of entities) {
      for (const group of one.groups ?? []) {
        pairs.add(key(keyOf(one), keyOf(group)));
        for (const other of entities) {
          if (pairs.has(key(keyOf(other), keyOf(one)))) pairs.add(key(keyOf(other), keyOf(group)));
        }
      }
    }
  }
  return pairs;
}

/** Whether anything was added. */
function addRound(
  roles: readonly PlacedRole[],
  subjects: readonly EntityDraft[],
  assignments: readonly AssignmentDraft[],
  rounds: Rounds,
): boolean {
  const before = rounds.held.size;
  for (const { role, place, seniors } of roles) {
    const given = assignments.filter(
      (each) =>
        each.role === role.name &&
        (place === undefined
          ? each.resource === undefined
          : each.resource !== undefined && isSame(each.resource, place)),
    );
    for (const subject of subjects) {
      const holds =
        given.some((each) => isHolder(subject, each.subject, rounds)) ||
        seniors.some((senior) => rounds.held.has(heldKey(subject, senior, place))) ||
        isDerived(subject, role, place, rounds);
      if (holds) rounds.held.add(heldKey(subject, role.name, place));
    }
  }
  return rounds.held.size > before;
}

function isSame(one: RefDraft, other: RefDraft): boolean {
  return one.type === other.type && one.id === other.id;
}

function isHolder(subject: RefDraft, holder: AssignmentDraft["subject"], rounds: Rounds): boolean {
  if (holder.role !== undefined)
    return rounds.held.has(heldKey(subject, holder.role, { type: holder.type, id: holder.id }));
  if (holder.id === "*") return subject.type === holder.type;
  return isSame(subject, holder) || rounds.members.has(key(keyOf(subject), keyOf(holder)));
}

function isDerived(subject: RefDraft, role: RoleDraft, place: EntityDraft | undefined, rounds: Rounds): boolean {
  const { people, guards } = role;
  if (people === undefined) return false;
  return (
    guards.every(({ holds }) => holds({ open: true, ...place?.properties })) && isAmong(subject, people, place, rounds)
  );
}

function isAmong(subject: RefDraft, people: PeopleDraft, place: EntityDraft | undefined, rounds: Rounds): boolean {
  switch (people.kind) {
    case "and":
      return isAmong(subject, people.left, place, rounds) && isAmong(subject, people.right, place, rounds);
    case "or":
      return isAmong(subject, people.left, place, rounds) || isAmong(subject, people.right, place, rounds);
    case "but not":
      return isAmong(subject, people.left, place, rounds) && !isAmong(subject, people.right, place, rounds);
    case "path":
      return isNamed(subject, people.names, place, rounds);
  }
}

function isNamed(
  subject: RefDraft,
  [first = "", ...rest]: readonly string[],
  place: EntityDraft | undefined,
  rounds: Rounds,
): boolean {
  if (rest.length > 0) {
    const nexts = first === "parent" ? (place?.parent ?? []) : refsIn(place?.properties?.[first]);
    return nexts.some((next) => isNamed(subject, rest, rounds.entities.get(keyOf(next)), rounds));
  }
  if (first === "anyone") return true;
  if (first === "User") return subject.type === "User";
  if (["owner", "reviewers", "delegate"].includes(first))
    return refsIn(place?.properties?.[first]).some((ref) => isHolder(subject, ref, rounds));
  const isWide = ["employee", "auditor", "manager", "trusted"].includes(first);
  return rounds.held.has(heldKey(subject, first, isWide ? undefined : place));
}

function refsIn(value: unknown): readonly RefDraft[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly RefDraft[];
}
