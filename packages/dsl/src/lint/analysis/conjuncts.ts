import type { Expression } from "@authz/model";

/** The conditions that must all be true for it to be true: `and`, and `not` of `or`, taken apart. */
export function conjunctsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "and") return expression.items.flatMap(conjunctsOf);
  if (expression.kind !== "not") return [expression];
  const { operand } = expression;
  if (operand.kind === "not") return conjunctsOf(operand.operand);
  return operand.kind === "or" ? operand.items.flatMap((item) => conjunctsOf(negation(item))) : [expression];
}

/** `not x`, without a double negation at the top. */
export function negation(expression: Expression): Expression {
  return expression.kind === "not" ? expression.operand : { kind: "not", operand: expression };
}
