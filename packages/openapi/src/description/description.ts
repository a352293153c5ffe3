import type { Location, Source } from "@authz/model";

/** What an OpenAPI description says that a policy says too. */
export interface Description {
  readonly title: string;
  /** 3.0, 3.1, … */
  readonly version: string;
  readonly operations: readonly Operation[];
  /** False when operations may be missing, since a path could not be read; that has been reported. */
  readonly isWhole: boolean;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** All texts that it is made of, the first first. */
  readonly sources: readonly Source[];
}

/** Something that a client can ask of the API. Callbacks and webhooks, which the API asks of others, are none. */
export interface Operation {
  /** Upper-case. */
  readonly method: string;
  readonly path: string;
  /** `METHOD /path`, for people. */
  readonly name: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly segments: readonly TemplateSegment[];
  readonly security: Security;
  /** Of its method. */
  readonly location: Location;
  /** The object in the data, by which its text is found. */
  readonly data: object;
}

export type TemplateSegment =
  | { readonly kind: "literal"; /** As the path writes it. */ readonly raw: string; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string };

/** `security`: one of the alternatives must be satisfied; with none, everybody may call. */
export interface Security {
  readonly alternatives: readonly Alternative[];
  /** Where it is written: at the operation, for the whole document, or, when nowhere, the operation. */
  readonly location: Location;
  readonly written: "operation" | "document" | "nowhere";
  /** False when a part of it could not be read, or can be satisfied by nobody; that has been reported. */
  readonly isSound: boolean;
}

/** All of its schemes and scopes at once. `{}` is nobody's credential: an empty one. */
export interface Alternative {
  readonly schemes: readonly DemandedScheme[];
  readonly location: Location;
}

export interface DemandedScheme {
  readonly name: string;
  /** Undefined when it is not declared. */
  readonly kind: SchemeKind | undefined;
  /** Of OAuth and OpenID Connect; what other schemes list (roles, in 3.1) is left out. */
  readonly scopes: readonly string[];
  readonly location: Location;
}

/** `user` and `machine` are OAuth: with a person who consents, or with client credentials only. */
export type SchemeKind = "user" | "machine" | "openIdConnect" | "http" | "apiKey" | "mutualTLS";

export interface SecurityScheme {
  readonly name: string;
  readonly kind: SchemeKind;
  /** Scopes that all its flows together declare, with what they say of them; undefined where they are declared elsewhere. */
  readonly scopes: ReadonlyMap<string, string> | undefined;
  /** Each flow's `scopes` object. */
  readonly flows: readonly object[];
}

/** Does a scheme have scopes? */
export function hasScopes(kind: SchemeKind | undefined): boolean {
  return kind === "user" || kind === "machine" || kind === "openIdConnect";
}

/** Does it let in callers without a credential? */
export function isPublic({ alternatives }: Security): boolean {
  return alternatives.length === 0 || alternatives.some(({ schemes }) => schemes.length === 0);
}

/** Can a credential satisfy it? Not when it names a scheme or a scope that there is not. */
export function isSatisfiable({ schemes }: Alternative): boolean {
  return schemes.length > 0 && schemes.every(({ kind }) => kind !== undefined);
}

/** The scopes that alternatives with a scheme of scopes demand, each a set of which all are needed, in the order in which they stand. */
export function demandedScopes({ alternatives }: Security): readonly DemandedScopes[] {
  return alternatives
    .filter((one) => isSatisfiable(one) && one.schemes.some(({ kind }) => hasScopes(kind)))
    .map(({ schemes, location }) => ({
      scopes: [...new Set(schemes.flatMap(({ scopes }) => scopes))],
      location,
    }));
}

export interface DemandedScopes {
  readonly scopes: readonly string[];
  readonly location: Location;
}
