import type { ComparisonOperator, Expression, Path } from "@authz/model";
import { isOneType, type Environment } from "./environment.ts";
import { resolvePath } from "./paths.ts";
import { booleanScalar, compareScalars, scalarOf, textScalar, type Scalar } from "./scalars.ts";

/** What a condition asks of the one value of a path, the value being there. */
export type Constraint = { readonly path: Path } & (
  | { readonly kind: "oneOf" | "noneOf"; readonly values: readonly Scalar[] }
  | { readonly kind: "below" | "above"; readonly bound: Scalar; readonly inclusive: boolean }
);

/**
 * The constraint that a condition is: `path == 3`, `3 < path`, `path in ["a", "b"]`, a path of a boolean, and each negated.
 * Undefined for others, and for paths that may lead to several values.
 */
export function constraintOf(expression: Expression, environment: Environment): Constraint | undefined {
  const constraint = positive(expression);
  if (constraint === undefined) return undefined;
  const value = resolvePath(constraint.path, environment);
  return value === undefined || value.many ? undefined : constraint;
}

function positive(expression: Expression): Constraint | undefined {
  switch (expression.kind) {
    case "path":
      return { path: expression, kind: "oneOf", values: [booleanScalar(true)] };
    case "not": {
      const inner = positive(expression.operand);
      return inner === undefined ? undefined : negate(inner);
    }
    case "compare":
      return comparison(expression.operator, expression.left, expression.right);
    case "literal":
    case "entity":
    case "list":
    case "add":
    case "subtract":
    case "like":
    case "has":
    case "is":
    case "and":
    case "or":
      return undefined;
  }
}

function comparison(operator: ComparisonOperator, left: Expression, right: Expression): Constraint | undefined {
  if (left.kind !== "path") {
    const turned = flipped.get(operator);
    return right.kind === "path" && turned !== undefined ? comparison(turned, right, left) : undefined;
  }
  const value = scalarOf(right);
  if (operator === "in") return membership(left, right);
  if (value === undefined) return undefined;
  switch (operator) {
    case "==":
      return { path: left, kind: "oneOf", values: [value] };
    case "!=":
      return { path: left, kind: "noneOf", values: [value] };
    case "<":
    case "<=":
      return { path: left, kind: "below", bound: value, inclusive: operator === "<=" };
    case ">":
    case ">=":
      return { path: left, kind: "above", bound: value, inclusive: operator === ">=" };
    case "contains":
    case "containsAll":
    case "containsAny":
      return undefined;
  }
}

/** People and networks contain one another, so that only plain values are one of a list. */
function membership(path: Path, list: Expression): Constraint | undefined {
  if (list.kind !== "list") return undefined;
  const values = list.items.map((item) => (isPlainValue(item) ? scalarOf(item) : undefined));
  return values.every((value) => value !== undefined) ? { path, kind: "oneOf", values } : undefined;
}

/** A literal for which being in a list is being equal to one of its items. */
export function isPlainValue(expression: Expression): boolean {
  if (expression.kind !== "literal") return false;
  return typeof expression.value !== "object" || expression.value.kind !== "ip";
}

const flipped: ReadonlyMap<ComparisonOperator, ComparisonOperator> = new Map([
  ["==", "=="],
  ["!=", "!="],
  ["<", ">"],
  ["<=", ">="],
  [">", "<"],
  [">=", "<="],
]);

export function negate(constraint: Constraint): Constraint {
  switch (constraint.kind) {
    case "oneOf":
      return { ...constraint, kind: "noneOf" };
    case "noneOf":
      return { ...constraint, kind: "oneOf" };
    case "below":
      return { ...constraint, kind: "above", inclusive: !constraint.inclusive };
    case "above":
      return { ...constraint, kind: "below", inclusive: !constraint.inclusive };
  }
}

export function constraintKey({ path }: Constraint): string {
  return JSON.stringify([path.root, ...path.steps]);
}

/** Whether no value satisfies all of the constraints, which are about one path. */
export function areContradictory(constraints: readonly Constraint[], environment: Environment): boolean {
  const [first] = constraints;
  if (first === undefined) return false;
  const listed = constraints.flatMap((one) => (one.kind === "oneOf" ? [one.values] : []));
  const possible = valuesOfType(first.path, environment) ?? listed[0];
  if (possible !== undefined) return possible.every((value) => constraints.some((one) => !satisfies(value, one)));
  return isEmptyRange(constraints);
}

/** All of them, where they are few. */
function valuesOfType(path: Path, environment: Environment): readonly Scalar[] | undefined {
  const types = resolvePath(path, environment)?.types ?? [];
  const [type] = types;
  if (type?.kind === "boolean" && isOneType(types, "boolean")) return [booleanScalar(true), booleanScalar(false)];
  if (type?.kind !== "enum" || !isOneType(types, "enum")) return undefined;
  return [...new Set(types.flatMap((one) => (one.kind === "enum" ? one.values : [])))].map(textScalar);
}

function satisfies(value: Scalar, constraint: Constraint): boolean {
  switch (constraint.kind) {
    case "oneOf":
      return constraint.values.some(({ key }) => key === value.key);
    case "noneOf":
      return constraint.values.every(({ key }) => key !== value.key);
    case "below":
    case "above": {
      const order = compareScalars(value, constraint.bound);
      if (order === undefined || order === 0) return order === undefined || constraint.inclusive;
      return constraint.kind === "below" ? order < 0 : order > 0;
    }
  }
}

/** A range is taken to have values between any two different ends. */
function isEmptyRange(constraints: readonly Constraint[]): boolean {
  const bounds = constraints.flatMap((one) => (one.kind === "below" || one.kind === "above" ? [one] : []));
  const [above, below] = [bounds.filter((one) => one.kind === "above"), bounds.filter((one) => one.kind === "below")];
  return above.some((low) =>
    below.some((high) => {
      const order = compareScalars(low.bound, high.bound);
      if (order === undefined || order < 0) return false;
      return order > 0 || !low.inclusive || !high.inclusive || !constraints.every((one) => satisfies(low.bound, one));
    }),
  );
}
