import type { Ref } from "@authz/model";
import { items } from "../facts/bag.ts";
import type { StoredAssignment } from "../facts/facts.ts";
import type { Node } from "../facts/nodes.ts";
import type { FactsTable, Versions } from "../facts/table.ts";
import type { Schema } from "../schema/schema.ts";
import type { Plan } from "./plan.ts";
import type { Numbering } from "./generate.ts";
import { includesRef, type Bits } from "./primitives.ts";
import { mostSeen, reach, type Reached } from "./reached.ts";

/** What one decision writes down while it is worked out. */
export interface Notes {
  /** Milliseconds since 1970; not a number: nobody has asked the clock yet. */
  time: number;
  /** The compiled code cannot tell; the interpreter has to. */
  unclear: boolean;
}

/** Somebody with all groups that they are in, at any distance. */
interface Identities {
  /** Of the facts: the last that is known to have it so. */
  version: number;
  readonly list: readonly Node[];
  readonly set: ReadonlySet<Node>;
}

/** Who belongs to the people of a plan; called by generated code. */
export interface Memberships {
  /**
   * Whether the subject surely does.
   * @param resource undefined when the plan is the same for all resources
   * @param asserted application-wide roles that the caller brings
   */
  readonly belongs: (
    plan: Plan,
    resource: Node | undefined,
    subject: Node | undefined,
    type: string,
    asserted: readonly unknown[] | undefined,
  ) => boolean;
  /** The same of a plan that is the same for all resources; the subject's node is looked for only when it matters. */
  readonly belongsAnywhere: (
    plan: Plan,
    subjects: ReadonlyMap<string, Node>,
    id: string,
    type: string,
    asserted: readonly unknown[] | undefined,
  ) => boolean;
  /** Does one of the asserted roles give membership whatever facts say? */
  readonly asserts: (wanted: Bits, asserted: readonly unknown[]) => boolean;
  /** The same as `belongs`, and whether the subject may belong: something is missing on the way. */
  readonly standing: (
    plan: Plan,
    resource: Node | undefined,
    subject: Node | undefined,
    type: string,
    asserted: readonly unknown[] | undefined,
  ) => number;
  /** Is the subject the entity, or in it? */
  readonly isIn: (subject: Node | undefined, entity: Node | undefined) => boolean;
  readonly isInAny: (subject: Node | undefined, type: string, id: string, entities: readonly Ref[]) => boolean;
}

/** What `standing` answers. */
export const standings = { not: 0, surely: 1, unknown: 2 } as const;

/** Identities and people are kept where the nodes are, the first slot is that of identities. */
const identitiesSlot = 0;
/** So few identities and holders are compared with each other faster than one is looked up among the others. */
const fewIdentities = 16;

export function createMemberships(
  table: FactsTable,
  schema: Schema,
  notes: Notes,
  now: () => number,
  numberOfRole: Numbering,
): Memberships {
  const { application } = table;
  const reachedBy = createReaching(table, schema, notes);
  const identitiesOf = createIdentities(table);
  const isHeldFor = createHolding(now);
  function isAmong(
    reached: Reached,
    subject: Node | undefined,
    type: string,
    asserted: readonly unknown[] | undefined,
  ): boolean {
    if (reached.open && isOpenTo(reached, type, asserted)) return true;
    return !reached.empty && isHeldFor(reached, subject === undefined ? nobody : identitiesOf(subject), type);
  }

  return {
    belongs: (plan, resource, subject, type, asserted) => isAmong(reachedBy(plan, resource), subject, type, asserted),
    standing(plan, resource, subject, type, asserted) {
      const reached = reachedBy(plan, resource);
      if (isAmong(reached, subject, type, asserted)) return standings.surely;
      return reached.unknown ? standings.unknown : standings.not;
    },
    belongsAnywhere(plan, subjects, id, type, asserted) {
      // Nobody holds an application-wide role: then nothing can lead from one to somebody.
      if (application.place === undefined) return plan.anyone || (plan.types.size > 0 && plan.types.has(type));
      const reached = reachedBy(plan, undefined);
      if (reached.open && isOpenTo(reached, type, asserted)) return true;
      if (reached.empty) return false;
      const subject = subjects.get(id);
      return isHeldFor(reached, subject === undefined ? nobody : identitiesOf(subject), type);
    },
    asserts(wanted, asserted) {
      for (let at = 0; at < asserted.length; at++) {
        const bit = numberOfRole(asserted[at] as string);
        if (bit >= 0 && (wanted[bit >>> 5] as number) & (1 << (bit & 31))) return true;
      }
      return false;
    },
    isIn: (subject, entity) => subject !== undefined && entity !== undefined && identitiesOf(subject).set.has(entity),
    isInAny(subject, type, id, entities) {
      if (includesRef(entities, type, id)) return true;
      if (subject === undefined) return false;
      const { set } = identitiesOf(subject);
      return entities.some((entity) => {
        const node = table.nodes(entity.type).get(entity.id);
        return node !== undefined && set.has(node);
      });
    },
  };
}

/** Whom a plan leads to, worked out once until something on the way changes. */
function createReaching(table: FactsTable, schema: Schema, notes: Notes) {
  const { versions } = table;
  function isCurrent(known: Reached | undefined, plan: Plan): known is Reached {
    if (known?.plan !== plan) return false;
    const { unclear, seen } = known;
    if (known.version !== versions.facts && (unclear || seen.length > mostSeen || !isStill(known, seen, versions)))
      return false;
    if (unclear) notes.unclear = true;
    return true;
  }

  function reachAnew(plan: Plan, resource: Node | undefined): Reached {
    const reached = reach(plan, resource, table, schema);
    if (reached.unclear) notes.unclear = true;
    return reached;
  }

  return (plan: Plan, resource: Node | undefined): Reached => {
    if (resource === undefined) {
      const known = plan.everywhere as Reached | undefined;
      if (isCurrent(known, plan)) return known;
      const reached = reachAnew(plan, undefined);
      // oxlint-disable-next-line no-param-reassign
      plan.everywhere = reached;
      return reached;
    }
    const kept = (resource.kept ??= []);
    const known = kept[plan.index] as Reached | undefined;
    if (isCurrent(known, plan)) return known;
    // A list with holes is a slow one.
    while (kept.length < plan.index) kept.push(undefined);
    const reached = reachAnew(plan, resource);
    kept[plan.index] = reached;
    return reached;
  };
}

/** Whether what was worked out from these in an earlier version of the facts is so in this one. */
function isStill(known: { version: number }, from: readonly Node[], { facts }: Versions): boolean {
  for (const node of from) if (node.changed > known.version) return false;
  // oxlint-disable-next-line no-param-reassign
  known.version = facts;
  return true;
}

/** With all groups that the subject is in, worked out once until one of these changes. */
function createIdentities(table: FactsTable) {
  const { versions } = table;
  return (subject: Node): Identities => {
    const kept = (subject.kept ??= []);
    const known = kept[identitiesSlot] as Identities | undefined;
    if (known !== undefined && (known.version === versions.facts || isStill(known, known.list, versions))) return known;
    const identities = findIdentities(subject, table);
    kept[identitiesSlot] = identities;
    return identities;
  };
}

function createHolding(now: () => number) {
  const isActive = ({ notBefore, notAfter }: StoredAssignment): boolean =>
    (notBefore === undefined || now() >= notBefore) && (notAfter === undefined || now() <= notAfter);

  return (reached: Reached, { list, set }: Identities, type: string): boolean => {
    const { few } = reached;
    if (few !== undefined && list.length <= fewIdentities ? meetFew(few, list) : meet(reached.holders, list, set))
      return true;
    if (reached.many.length === 0 && reached.timed.length === 0) return false;
    for (const index of reached.many)
      for (const identity of list) for (const each of items(index.get(identity))) if (isActive(each)) return true;
    return reached.timed.some(
      (each) =>
        (each.holder.kind === "all"
          ? each.holder.type === type
          : each.holder.kind === "entity" && set.has(each.holder.ref as Node)) && isActive(each),
    );
  };
}

/** To everybody, to everybody of the type, or to whoever asserts a role. */
function isOpenTo(reached: Reached, type: string, asserted: readonly unknown[] | undefined): boolean {
  if (reached.anyone || reached.types.has(type)) return true;
  return asserted !== undefined && isOneOf(asserted, reached.asserted);
}

function isOneOf(names: readonly unknown[], wanted: ReadonlySet<unknown>): boolean {
  for (let at = 0; at < names.length; at++) if (wanted.has(names[at])) return true;
  return false;
}

const nobody: Identities = { version: 0, list: [], set: new Set() };

function findIdentities(subject: Node, table: FactsTable): Identities {
  const set = new Set([subject]);
  // What a table keeps of an entity names nodes.
  for (const member of set) for (const group of member.stored?.groups ?? []) set.add(group as Node);
  return { version: table.versions.facts, list: [...set], set };
}

function meetFew(holders: readonly Node[], list: readonly Node[]): boolean {
  for (let at = 0; at < holders.length; at++)
    for (let other = 0; other < list.length; other++) if (holders[at] === list[other]) return true;
  return false;
}

/** The shorter one is gone through. */
function meet(holders: ReadonlySet<Node>, list: readonly Node[], set: ReadonlySet<Node>): boolean {
  if (list.length <= holders.size) {
    for (let at = 0; at < list.length; at++) if (holders.has(list[at] as Node)) return true;
    return false;
  }
  for (const holder of holders) if (set.has(holder)) return true;
  return false;
}
