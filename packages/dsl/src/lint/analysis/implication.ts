import type { Expression } from "@authz/model";
import { canonicalJson } from "../../identity/canonical.ts";
import { constantTruth } from "../index/expressions.ts";
import { conjunctsOf, negation } from "./conjuncts.ts";
import { areContradictory, constraintKey, constraintOf } from "./constraints.ts";
import type { Environment } from "./environment.ts";

/**
 * Whether all of `wanted` are true wherever all of `known` are, as far as structure tells: the same conditions, narrower
 * ranges and lists, an alternative of an `or`, a value that is compared and so is there.
 */
export function implies(
  known: readonly Expression[],
  wanted: readonly Expression[],
  environment: Environment,
): boolean {
  if (wanted.length === 0) return true;
  const facts = known.flatMap(conjunctsOf);
  const texts = new Set(facts.map((fact) => canonicalJson(fact)));
  return wanted.flatMap(conjunctsOf).every((one) => isImplied(one, { facts, texts, environment }));
}

interface Known {
  readonly facts: readonly Expression[];
  readonly texts: ReadonlySet<string>;
  readonly environment: Environment;
}

function isImplied(wanted: Expression, known: Known): boolean {
  const { facts, texts, environment } = known;
  if (texts.has(canonicalJson(wanted)) || constantTruth(wanted) === true) return true;
  if (isInRange(wanted, known)) return true;
  if (wanted.kind === "has") return isCompared(wanted, known);
  if (wanted.kind !== "or") return false;
  if (wanted.items.some((item) => conjunctsOf(item).every((one) => isImplied(one, known)))) return true;
  return facts.some(
    (fact) =>
      fact.kind === "or" && fact.items.every((item) => wanted.items.some((one) => implies([item], [one], environment))),
  );
}

/** What is known of the value leaves nothing that `wanted` would refuse. */
function isInRange(wanted: Expression, { facts, environment }: Known): boolean {
  const refused = constraintOf(negation(wanted), environment);
  if (refused === undefined) return false;
  const key = constraintKey(refused);
  const about = facts.flatMap((fact) => constraintOf(fact, environment) ?? []);
  const same = about.filter((constraint) => constraintKey(constraint) === key);
  return same.length > 0 && areContradictory([...same, refused], environment);
}

/** A comparison that is true had a value to compare. */
function isCompared({ path, name }: Expression & { readonly kind: "has" }, { facts, environment }: Known): boolean {
  const key = JSON.stringify([path.root, ...path.steps, name]);
  return facts.some((fact) => {
    const constraint = constraintOf(fact, environment);
    return constraint !== undefined && constraintKey(constraint) === key;
  });
}
