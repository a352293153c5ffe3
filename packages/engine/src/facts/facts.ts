import type { Ref } from "@authz/model";
import { sameRef, sameValue, type Value } from "../values/value.ts";

/** Checked facts of one policy: what `parseFacts` makes and `compile` takes. */
export interface Facts {
  readonly kind: "facts";
  /** The version of the policy that they were checked against. */
  readonly policy: string;
  readonly entities: readonly StoredEntity[];
  readonly assignments: readonly StoredAssignment[];
  /** Where they come from: the assignments of each source, one source after the other. */
  readonly sources: readonly { readonly name: string; readonly assignments: number }[];
}

/** Names are the declared ones; only what was given is there, defaults are not. */
export interface StoredEntity {
  readonly ref: Ref;
  readonly attributes: ReadonlyMap<string, Value | undefined>;
  readonly parents: readonly Ref[];
  readonly groups: readonly Ref[];
}

/** Of all the entities that have none. */
export const noAttributes: StoredEntity["attributes"] = new Map();
export const noRefs: readonly Ref[] = [];

export interface StoredAssignment {
  readonly holder: AssignedHolder;
  readonly role: string;
  /** Undefined: the role is application-wide. */
  readonly resource: Ref | undefined;
  /** Milliseconds, inclusive; undefined: since ever. */
  readonly notBefore?: number | undefined;
  /** Milliseconds, inclusive; undefined: for ever. */
  readonly notAfter?: number | undefined;
}

export type AssignedHolder =
  | { readonly kind: "entity"; readonly ref: Ref }
  | { readonly kind: "all"; readonly type: string }
  | { readonly kind: "role"; readonly role: string; readonly of: Ref };

/** Somebody, with all the groups they are in at any distance; by key, and they are among them themselves. */
export interface Member {
  readonly ref: Ref;
  readonly identities: ReadonlyMap<string, Ref>;
}

/** What decisions ask of facts. */
export interface FactsReader {
  entity(ref: Ref): StoredEntity | undefined;
  /**
   * The assignments by which somebody can have the role on the resource (or application-wide), whatever their time: to them
   * or one of their groups, to everyone of their type, and to whoever has some role.
   */
  assignmentsTo(member: Member, role: string, on: Ref | undefined): Iterable<StoredAssignment>;
}

/** Two sets of facts as one: an entity that both know is what `over` says, assignments add up. */
export function joinFacts(under: FactsReader, over: FactsReader): FactsReader {
  return {
    entity: (ref) => over.entity(ref) ?? under.entity(ref),
    *assignmentsTo(member, role, on) {
      yield* over.assignmentsTo(member, role, on);
      yield* under.assignmentsTo(member, role, on);
    },
  };
}

/** @param entity the very reference that `known` gives */
export type EntityWatcher = (entity: Ref, before: StoredEntity | undefined, after: StoredEntity | undefined) => void;

/** Facts that can be gone through from every side. */
export interface FactsIndex extends FactsReader {
  /** Every entity that is stored, named by another, or in an assignment. */
  known(type: string): Iterable<Ref>;
  isKnown(ref: Ref): boolean;
  /** Entities that name this one: as their parent, as their group, in an attribute. */
  referrers(ref: Ref, link: string): Iterable<Ref>;
  /** Tells of every entity that changes, from now on; the one that watched before is told no more. */
  watch(watcher: EntityWatcher): void;
  /** The attributes by which others name this one. */
  namedIn(ref: Ref): Iterable<string>;
  /** Assignments of the role there, whoever holds them. */
  assignmentsOn(role: string, on: Ref | undefined): Iterable<StoredAssignment>;
  /** Assignments of all roles there. */
  assignmentsAt(on: Ref | undefined): Iterable<StoredAssignment>;
  /** Assignments to this very entity, and to whoever has a role on it. */
  assignmentsFor(ref: Ref): Iterable<StoredAssignment>;
  /** Assignments to everyone of a type. */
  assignmentsForAll(type: string): Iterable<StoredAssignment>;
  /** Of `assignmentsFor` those that begin at some time. */
  beginningFor(ref: Ref): Iterable<StoredAssignment>;
  /** Of `assignmentsForAll` those that begin at some time. */
  beginningForAll(type: string): Iterable<StoredAssignment>;
  /** Does any assignment to whoever has a role begin at some time? */
  hasBeginningRoles(): boolean;
  assignments(): Iterable<StoredAssignment>;
  entities(): Iterable<StoredEntity>;
}

/** How one entity names another, beside the names of attributes: those hold no NUL. */
export const parentLink = "\u0000parent";
export const groupLink = "\u0000group";
/** Inside a record: known, but nothing is reached through it. */
export const nestedLink = "\u0000nested";

/** All entities that one names, and how. */
export function* linksOf({
  parents,
  groups,
  attributes,
}: Omit<StoredEntity, "ref">): Generator<readonly [string, Ref]> {
  for (const parent of parents) yield [parentLink, parent];
  for (const group of groups) yield [groupLink, group];
  for (const [name, value] of attributes) yield* linksIn(value, name);
}

function* linksIn(value: Value | undefined, link: string): Generator<readonly [string, Ref]> {
  if (typeof value !== "object") return;
  if (value.kind === "entity") yield [link, value];
  else if (value.kind === "set") for (const item of value.items) yield* linksIn(item, link);
  else if (value.kind === "record") for (const item of value.members.values()) yield* linksIn(item, nestedLink);
}

/** Is nothing different? The order of parents, groups and sets means nothing, but is kept. */
export function sameStored(left: StoredEntity | undefined, right: StoredEntity | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    sameRefs(left.parents, right.parents) &&
    sameRefs(left.groups, right.groups) &&
    [...left.attributes.keys(), ...right.attributes.keys()].every((name) =>
      sameWritten(left.attributes.get(name), right.attributes.get(name)),
    )
  );
}

/** The same value, or none, in the same order: what takes time proportional to its size to tell. */
export function sameWritten(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  if (left.kind === "set")
    return (
      right.kind === "set" &&
      left.items.length === right.items.length &&
      left.items.every((item, index) => sameWritten(item, right.items[index]))
    );
  if (left.kind !== "record") return sameValue(left, right);
  return (
    right.kind === "record" &&
    left.members.size === right.members.size &&
    [...left.members].every(([name, value]) => sameWritten(value, right.members.get(name)))
  );
}

export function sameRefs(left: readonly Ref[], right: readonly Ref[]): boolean {
  return (
    left.length === right.length && left.every((ref, index) => right[index] !== undefined && sameRef(ref, right[index]))
  );
}

export function sameHolder(left: AssignedHolder, right: AssignedHolder): boolean {
  switch (left.kind) {
    case "entity":
      return right.kind === "entity" && sameRef(left.ref, right.ref);
    case "all":
      return right.kind === "all" && left.type === right.type;
    case "role":
      return right.kind === "role" && left.role === right.role && sameRef(left.of, right.of);
  }
}
