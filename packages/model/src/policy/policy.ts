import type { Expression } from "./expression.ts";
import type { Attribute, EntityType, Origin, People, Role } from "./types.ts";
import type { TestBlock, FixtureBlock } from "./test.ts";

/**
 * A checked policy: everything is resolved and typed, nothing needs the text any more. Plain JSON; every list is in one
 * canonical order (by name or id), so that the order of files and declarations cannot matter to whoever reads it.
 */
export interface Policy {
  readonly kind: "policy";
  /** `sha256-` and 64 hex digits over what the policy means: positions, comments and tests are left out. */
  readonly version: string;
  /** By name. */
  readonly types: readonly EntityType[];
  /** Application-wide roles, by name. */
  readonly roles: readonly Role[];
  readonly context: readonly Attribute[];
  /** The known claims and the declared ones. */
  readonly token: readonly Attribute[];
  readonly assurances: readonly Assurance[];
  readonly rules: readonly PolicyRule[];
  readonly requirements: readonly Requirement[];
  readonly scopes: readonly Scope[];
  readonly endpoints: readonly Endpoint[];
  readonly exclusives: readonly Exclusive[];
  readonly claims: readonly Claim[];
  readonly fixtures: readonly FixtureBlock[];
  readonly tests: readonly TestBlock[];
}

/** Some actions on a resource type, or on one resource of it. Wildcards have been written out. */
export interface Target {
  readonly type: string;
  readonly id?: string;
  /** Declared names, sorted. */
  readonly actions: readonly string[];
}

/** What allow, deny, require, never and always have in common. */
export interface Statement {
  /** The label, or derived from what the statement says. */
  readonly id: string;
  readonly targets: readonly Target[];
  /** All must hold. */
  readonly guards: readonly Expression[];
  readonly doc?: string;
  readonly origin: Origin;
}

export interface PolicyRule extends Statement {
  readonly effect: "allow" | "deny";
  readonly who: People;
  readonly because?: string;
}

export interface Requirement extends Statement {
  /** Names of assurances. */
  readonly assurances: readonly string[];
  /** Scopes wanted in addition to one that covers the action. */
  readonly scopes: readonly string[];
  readonly because?: string;
}

/** Of every possible request: `never` nobody in `who` is allowed, `always` everybody in `who` is. */
export interface Claim extends Statement {
  readonly mode: "never" | "always";
  readonly who: People;
}

export interface Assurance {
  readonly name: string;
  readonly acr: readonly string[];
  readonly amr: readonly string[];
  /** Seconds since `auth_time`, inclusive. */
  readonly within?: number;
  readonly doc?: string;
  readonly origin: Origin;
}

/** An OAuth scope; `name` is absent for `scope none`, which every token has. */
export interface Scope {
  readonly name?: string;
  /** Scopes that it implies, directly. */
  readonly includes: readonly string[];
  readonly covers: readonly Target[];
  readonly doc?: string;
  readonly origin: Origin;
}

export interface Endpoint {
  /** An upper-case method (`HEAD` is written `GET`), or `*`. */
  readonly method: string;
  /** Percent-decoded. `/` has none. */
  readonly segments: readonly EndpointSegment[];
  readonly target:
    "public" | { readonly action: string; readonly type: string; readonly id: readonly EndpointIdPart[] };
  readonly doc?: string;
  readonly origin: Origin;
}

export type EndpointSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  /** The last one: one segment or more. */
  | { readonly kind: "rest"; readonly name: string };

export type EndpointIdPart =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "parameter"; readonly name: string };

/** Nobody may be authorised for more than `atMost` of the roles. */
export interface Exclusive {
  /** Dynamic separation: counts the roles that are active in the request. */
  readonly active: boolean;
  /** The resource type of the roles; absent when they are application-wide. */
  readonly on?: string;
  readonly roles: readonly string[];
  readonly atMost: number;
  readonly doc?: string;
  readonly origin: Origin;
}
