import type { ComparisonOperator } from "@authz/model";

const opposites: ReadonlyMap<ComparisonOperator, ComparisonOperator> = new Map([
  ["==", "!="],
  ["!=", "=="],
  ["<", ">="],
  [">=", "<"],
  [">", "<="],
  ["<=", ">"],
]);

/** The operator that says the opposite of single values; undefined when there is none. */
export function oppositeOf(operator: ComparisonOperator): ComparisonOperator | undefined {
  return opposites.get(operator);
}

const mirrors: ReadonlyMap<ComparisonOperator, ComparisonOperator> = new Map([
  ["==", "=="],
  ["!=", "!="],
  ["<", ">"],
  [">", "<"],
  ["<=", ">="],
  [">=", "<="],
]);

/** The operator that says the same with both sides exchanged; undefined when there is none. */
export function mirrored(operator: ComparisonOperator): ComparisonOperator | undefined {
  return mirrors.get(operator);
}
