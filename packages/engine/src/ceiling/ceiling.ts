import type { SetValue, TimeValue } from "../values/value.ts";
import type { Assurance, Requirement, Scope, Target } from "@authz/model";
import * as features from "../features/features.ts";
import type { Question } from "../request/decode-request.ts";
import type { Schema } from "../schema/schema.ts";

/** What a request lacks although the policy allows it. */
export interface Missing {
  /** Scopes each of which would cover the action. */
  readonly anyOf: readonly string[];
  /** Required scopes that the token lacks. */
  readonly allOf: readonly string[];
  readonly assurances: readonly Assurance[];
  /** Not covered by any scope of the token. */
  readonly uncovered: boolean;
  /** The requirements that are not met. */
  readonly requirements: readonly Requirement[];
}

/** Holds the token of an allowed request against the scopes and the requirements in force. */
export function findMissing(inForce: readonly Requirement[], { policy }: Schema, question: Question): Missing {
  const scopes = features.scopes ? findMissingScopes(inForce, policy.scopes, question) : noScopes;
  if (!features.requirements) return { ...scopes, assurances: [], requirements: [] };
  const assurances = policy.assurances.filter(
    (assurance) =>
      inForce.some((requirement) => requirement.assurances.includes(assurance.name)) && !isMet(assurance, question),
  );
  const names = new Set(assurances.map((assurance) => assurance.name));
  const isUnmet = (requirement: Requirement): boolean =>
    requirement.scopes.some((scope) => scopes.allOf.includes(scope)) ||
    requirement.assurances.some((name) => names.has(name));
  return { ...scopes, assurances, requirements: inForce.filter(isUnmet) };
}

type MissingScopes = Pick<Missing, "uncovered" | "allOf" | "anyOf">;

const noScopes: MissingScopes = { uncovered: false, allOf: [], anyOf: [] };

/** A token that names no scopes lacks none. */
function findMissingScopes(
  inForce: readonly Requirement[],
  scopes: readonly Scope[],
  question: Question,
): MissingScopes {
  if (question.token.scopes === undefined) return noScopes;
  const held = withIncluded(scopes, question.token.scopes);
  const uncovered = !isCovered(scopes, held, question);
  const required = new Set(inForce.flatMap((requirement) => requirement.scopes));
  return {
    uncovered,
    allOf: [...required].filter((scope) => !held.has(scope)).sort(),
    anyOf: uncovered ? coveringScopes(scopes, question) : [],
  };
}

/** Does a statement speak of what is asked? */
export function isTargeted(targets: readonly Target[], { resource, action }: Question): boolean {
  return targets.some(
    (target) =>
      target.type === resource.type &&
      (target.id ?? resource.id) === resource.id &&
      target.actions.includes(action.name),
  );
}

function isMet(assurance: Assurance, { token: { claims }, now }: Question): boolean {
  const amr = claims.get("amr") as SetValue | undefined;
  const at = claims.get("auth_time") as TimeValue | undefined;
  return isAssured(assurance, claims.get("acr"), amr?.items ?? [], at?.at, now);
}

/**
 * One of the `acr` or `amr` values, where any is listed, and `auth_time` at most `within` ago.
 * @param at when the end-user was authenticated, in milliseconds since 1970; undefined: nobody knows
 */
export function isAssured(
  { acr: levels, amr: methods, within }: Assurance,
  acr: unknown,
  amr: readonly unknown[],
  at: number | undefined,
  now: number,
): boolean {
  const listed = levels.length + methods.length > 0;
  if (listed && !levels.some((level) => level === acr) && !methods.some((method) => amr.includes(method))) return false;
  // Not a number when nobody knows, so that it is neither more nor less than anything.
  const age = now - (at as number);
  return within === undefined || (age >= 0 && age <= within * 1000);
}

/** The scopes with all that they include. */
export function withIncluded(scopes: readonly Scope[], names: Iterable<string>): ReadonlySet<string> {
  const held = new Set(names);
  for (const name of held) {
    for (const scope of scopes) if (scope.name === name) for (const included of scope.includes) held.add(included);
  }
  return held;
}

/** By `scope none` and what it includes, or by a scope that the token has. A policy without scopes ignores the claim. */
function isCovered(scopes: readonly Scope[], held: ReadonlySet<string>, question: Question): boolean {
  const everybodys = scopes.filter((scope) => scope.name === undefined).flatMap((scope) => scope.includes);
  const covering = withIncluded(scopes, [...held, ...everybodys]);
  const counts = (scope: Scope): boolean => scope.name === undefined || covering.has(scope.name);
  return scopes.length === 0 || scopes.some((scope) => counts(scope) && isTargeted(scope.covers, question));
}

/** Every declared scope that would cover, by itself or by what it includes. */
function coveringScopes(scopes: readonly Scope[], question: Question): readonly string[] {
  const covering = new Set(
    scopes.filter((scope) => isTargeted(scope.covers, question)).flatMap((scope) => scope.name ?? []),
  );
  for (const name of covering)
    for (const scope of scopes) if (scope.name !== undefined && scope.includes.includes(name)) covering.add(scope.name);
  return [...covering].sort();
}
