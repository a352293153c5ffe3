import type { Expression } from "@authz/model";
import { canonicalJson } from "../../identity/canonical.ts";
import { constantTruth } from "../index/expressions.ts";
import { conjunctsOf, negation } from "./conjuncts.ts";
import { areContradictory, constraintKey, constraintOf, type Constraint } from "./constraints.ts";
import type { Environment } from "./environment.ts";

/** Conditions that are all true, read once for many questions. */
export interface Known {
  readonly facts: readonly Expression[];
  readonly texts: ReadonlySet<string>;
  /** By the path that they are about. */
  readonly constraints: ReadonlyMap<string, readonly Constraint[]>;
  readonly environment: Environment;
}

export function readKnown(conditions: readonly Expression[], environment: Environment): Known {
  const facts = conditions.flatMap(conjunctsOf);
  const constraints = facts.flatMap((fact) => constraintOf(fact, environment) ?? []);
  return {
    facts,
    texts: new Set(facts.map((fact) => canonicalJson(fact))),
    constraints: Map.groupBy(constraints, constraintKey),
    environment,
  };
}

/**
 * Whether all of `wanted` are true wherever the known conditions are, as far as structure tells: the same conditions, narrower
 * ranges and lists, an alternative of an `or`, a value that is compared and so is there.
 */
export function implies(known: Known, wanted: readonly Expression[]): boolean {
  return wanted.flatMap(conjunctsOf).every((one) => isImplied(one, known));
}

function isImplied(wanted: Expression, known: Known): boolean {
  if (isInRange(wanted, known)) return true;
  if (known.texts.has(canonicalJson(wanted)) || constantTruth(wanted) === true) return true;
  if (wanted.kind === "has") return known.constraints.has(keyOfHas(wanted));
  if (wanted.kind !== "or") return false;
  if (wanted.items.some((item) => implies(known, [item]))) return true;
  return known.facts.some((fact) => {
    if (fact.kind !== "or") return false;
    const cases = fact.items.map((item) => readKnown([item], known.environment));
    return cases.every((one) => wanted.items.some((item) => implies(one, [item])));
  });
}

/** What is known of the value leaves nothing that `wanted` would refuse. */
function isInRange(wanted: Expression, { constraints, environment }: Known): boolean {
  const refused = constraintOf(negation(wanted), environment);
  const about = refused === undefined ? undefined : constraints.get(constraintKey(refused));
  return refused !== undefined && about !== undefined && areContradictory([...about, refused], environment);
}

/** A comparison that is true had a value to compare. */
function keyOfHas({ path, name }: Expression & { readonly kind: "has" }): string {
  return JSON.stringify([path.root, ...path.steps, name]);
}
