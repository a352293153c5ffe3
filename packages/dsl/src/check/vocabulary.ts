import type { Action, Assurance, Attribute, EntityType, Role, Source, Span, Type } from "@authz/model";
import type { Collector, Place } from "../diagnostics/collector.ts";

/**
 * What the declarations of all files together say exists: names and types are resolved, roles have their holders and juniors
 * (their `if` comes later, it needs this table). Keys are declared names; only Maps, since names are hostile.
 */
export interface Vocabulary {
  /** Subjects, groups and resources; a name declared as both is one entry with the attributes of both. */
  readonly types: ReadonlyMap<string, TypeEntry>;
  /** Names of the subject types, sorted: every rule without one in `who` is about all of them. */
  readonly subjects: readonly string[];
  /** Application-wide roles. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly context: ReadonlyMap<string, Attribute>;
  /** Known claims and declared ones. */
  readonly token: ReadonlyMap<string, Attribute>;
  readonly assurances: ReadonlyMap<string, Assurance>;
  /** Names of declared scopes. */
  readonly scopes: ReadonlySet<string>;
}

export interface TypeEntry {
  /** Roles in it have no `derived` yet. */
  readonly type: EntityType;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly actions: ReadonlyMap<string, Action>;
  /** A name after `in` could not be resolved, and has been reported: nothing can be said about a path through `parent`. */
  readonly parentsUnresolved: boolean;
}

/** The type of an attribute whose type could not be resolved; that has been reported, so it fits everywhere. */
export const unresolvedType: Type = { kind: "entity", types: [] };

export function isUnresolved(type: Type): boolean {
  return type.kind === "set" ? isUnresolved(type.of) : type.kind === "entity" && type.types.length === 0;
}

/** Where to report, and the file that is being read. */
export interface Reporting {
  readonly collector: Collector;
  readonly source: Source;
}

/** What every check gets once names are known. */
export interface CheckContext extends Reporting {
  readonly vocabulary: Vocabulary;
}

export function placeOf(context: Reporting, node: { readonly span: Span }): Place {
  return { source: context.source, span: node.span };
}

/** What the roots of expressions can be in one guard. */
export interface Environment {
  /** Declared subject types that `subject` can be; never empty in a policy with subjects. */
  readonly subjects: readonly string[];
  /** Resource types that `resource` can be; empty where there is no resource (an application-wide role's guard). */
  readonly resources: readonly string[];
  /** Actions that `action` can be, each on its type; empty in guards of derived roles, where `action` may not be used. */
  readonly actions: readonly Action[];
  /** In the guard of a derived role: `is`, and `in` on people, may not be used. */
  readonly derivation: boolean;
}
