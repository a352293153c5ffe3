import type { Expression, LiteralValue } from "./expression.ts";

/** Where a part of the policy was written: for people and for logs. */
export interface Origin {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** A declared type of values. */
export type Type =
  | { readonly kind: "string" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "time" }
  | { readonly kind: "duration" }
  | { readonly kind: "ip" }
  /** A string that is one of these. */
  | { readonly kind: "enum"; readonly values: readonly string[] }
  /** An entity of one of these entity types (declared names). */
  | { readonly kind: "entity"; readonly types: readonly string[] }
  | { readonly kind: "set"; readonly of: Type }
  | { readonly kind: "record"; readonly attributes: readonly Attribute[] };

export interface Attribute {
  readonly name: string;
  /** As JSON spells it. */
  readonly wire: string;
  readonly type: Type;
  readonly optional: boolean;
  /** Its value never appears in a log, an explanation or an error. */
  readonly sensitive: boolean;
  /** Stands in when the value is absent. */
  readonly default?: LiteralValue;
  readonly doc?: string;
  readonly origin: Origin;
}

/** One type of entity: a subject, a group, a resource, or a subject (or group) that is a resource as well. */
export interface EntityType {
  readonly name: string;
  readonly wire: string;
  readonly doc?: string;
  readonly origin: Origin;
  /** May ask. */
  readonly subject: boolean;
  /** Contains entities of these types; absent when it is no group. */
  readonly members?: readonly string[];
  /** What it is as a resource; absent when it is none. */
  readonly resource?: ResourceFacet;
  readonly attributes: readonly Attribute[];
}

export interface ResourceFacet {
  /** The types that `in` names; empty when it has no parents. */
  readonly parents: readonly string[];
  readonly roles: readonly Role[];
  readonly actions: readonly Action[];
}

export interface Action {
  readonly name: string;
  readonly wire: string;
  readonly attributes: readonly Attribute[];
  readonly doc?: string;
  readonly origin: Origin;
}

/** Application-wide when `on` is absent, else held on one resource of that type. */
export interface Role {
  readonly name: string;
  readonly wire: string;
  readonly on?: string;
  /** Its direct juniors, roles of the same place: whoever has this role has those. */
  readonly includes: readonly string[];
  /** Who it may be assigned to; written out also when the policy leaves `for` away. */
  readonly holders: readonly Holder[];
  readonly derived?: Derivation;
  readonly doc?: string;
  readonly origin: Origin;
}

export type Holder =
  | { readonly kind: "entity"; readonly type: string }
  /** Every identified subject of the type. */
  | { readonly kind: "all"; readonly type: string }
  /** Whoever holds the role on an entity of the type. */
  | { readonly kind: "role"; readonly type: string; readonly role: string };

/** Whoever is in `people` has the role where all guards hold. */
export interface Derivation {
  readonly people: People;
  readonly guards: readonly Expression[];
}

/** A set of people, seen from one resource. */
export type People =
  | { readonly kind: "anyone" }
  /** Every identified subject of the type. */
  | { readonly kind: "type"; readonly type: string }
  /** An application-wide role. */
  | { readonly kind: "role"; readonly role: string }
  /**
   * From the resource along `path` (attributes of resource types, or `parent`; may be empty), then the role or people-attribute
   * `name` of whichever entities are there; an entity whose type has no such name counts for nobody.
   */
  | { readonly kind: "member"; readonly path: readonly string[]; readonly name: string }
  | { readonly kind: "or"; readonly items: readonly People[] }
  | { readonly kind: "and"; readonly items: readonly People[] }
  | { readonly kind: "butNot"; readonly people: People; readonly except: People };
