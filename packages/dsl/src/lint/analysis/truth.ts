import type { Expression } from "@authz/model";
import { canonicalJson } from "../../identity/canonical.ts";
import { constantTruth } from "../index/expressions.ts";
import { conjunctsOf, negation } from "./conjuncts.ts";
import { areContradictory, constraintKey, constraintOf, type Constraint } from "./constraints.ts";
import type { Environment } from "./environment.ts";
import { pathText, resolvePath } from "./paths.ts";

/** What a condition always is. */
export interface Verdict {
  readonly value: boolean;
  /** False when it is unknown where an attribute is missing. */
  readonly certain: boolean;
  /** The path of which it asks what no value, or every value, does. */
  readonly about?: string;
}

/**
 * Whether a condition is true, or false, for every request: literals, comparisons of a path with itself, and what several
 * conditions ask of one value. Undefined where that depends on the request, or could not be found out.
 */
export function verdictOn(expression: Expression, environment: Environment): Verdict | undefined {
  const constant = constantTruth(expression);
  if (constant !== undefined) return { value: constant, certain: true };
  switch (expression.kind) {
    case "not": {
      const verdict = verdictOn(expression.operand, environment);
      return verdict === undefined ? undefined : { ...verdict, value: !verdict.value };
    }
    case "and":
    case "or": {
      const negated = expression.kind === "or";
      const items = negated ? expression.items.map(negation) : expression.items;
      const found = contradictionIn(items, environment);
      return found === undefined ? undefined : { ...found, value: negated };
    }
    case "compare":
      return verdictOnComparison(expression, environment);
    case "literal":
    case "path":
    case "entity":
    case "list":
    case "add":
    case "subtract":
    case "like":
    case "has":
    case "is":
      return undefined;
  }
}

/** Why conditions can never all be true. */
export function contradictionIn(
  conditions: readonly Expression[],
  environment: Environment,
): Pick<Verdict, "certain" | "about"> | undefined {
  const conjuncts = conditions.flatMap(conjunctsOf);
  const texts = new Set(conjuncts.map((one) => canonicalJson(one)));
  const opposite = conjuncts.find((one) => one.kind === "not" && texts.has(canonicalJson(one.operand)));
  if (opposite !== undefined) return { certain: false, ...aboutOf(opposite, environment) };
  const constraints = conjuncts.flatMap((one) => constraintOf(one, environment) ?? []);
  for (const group of Map.groupBy(constraints, constraintKey).values()) {
    const [first] = group;
    if (first === undefined || !areContradictory(group, environment)) continue;
    return { certain: false, about: pathText(first.path) };
  }
  return undefined;
}

function aboutOf(expression: Expression, environment: Environment): Pick<Verdict, "about"> {
  const constraint: Constraint | undefined = constraintOf(expression, environment);
  return constraint === undefined ? {} : { about: pathText(constraint.path) };
}

/** `x == x`, `x < x`, and asking one value for what its type does not have. */
function verdictOnComparison(
  expression: Expression & { readonly kind: "compare" },
  environment: Environment,
): Verdict | undefined {
  const { operator, left, right } = expression;
  if (operator === "in" && right.kind === "list" && right.items.length === 0) return { value: false, certain: false };
  if (left.kind === "path" && canonicalJson(left) === canonicalJson(right)) {
    const value = resolvePath(left, environment);
    const same = selfComparisons.get(operator);
    const isOne = value !== undefined && !value.many && left.steps.length > 0;
    return isOne && same !== undefined ? { value: same, certain: false, about: pathText(left) } : undefined;
  }
  const constraint = constraintOf(expression, environment);
  if (constraint === undefined) return undefined;
  const about = pathText(constraint.path);
  if (areContradictory([constraint], environment)) return { value: false, certain: false, about };
  const all = constraintOf({ kind: "not", operand: expression }, environment);
  return all !== undefined && areContradictory([all], environment) ? { value: true, certain: false, about } : undefined;
}

const selfComparisons: ReadonlyMap<string, boolean> = new Map([
  ["==", true],
  ["<=", true],
  [">=", true],
  ["!=", false],
  ["<", false],
  [">", false],
]);
