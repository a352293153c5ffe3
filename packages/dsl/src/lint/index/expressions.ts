import type { Expression, LiteralValue, Path } from "@authz/model";
import type { ExpressionNode } from "../../syntax/tree.ts";

/** The expression and everything in it, outermost first. Written in pre-order, without a stack of calls. */
export function partsOfExpression(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const open: Expression[] = [expression];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    found.push(part);
    open.push(...childrenOf(part).toReversed());
  }
  return found;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "path":
    case "entity":
      return [];
    case "list":
    case "and":
    case "or":
      return expression.items;
    case "add":
    case "subtract":
    case "compare":
      return [expression.left, expression.right];
    case "like":
      return [expression.value];
    case "has":
      return [expression.path];
    case "is":
      return expression.of === undefined ? [expression.path] : [expression.path, expression.of];
    case "not":
      return [expression.operand];
  }
}

/** The same of what was written. */
export function partsOfNode(node: ExpressionNode): readonly ExpressionNode[] {
  const found: ExpressionNode[] = [];
  const open: ExpressionNode[] = [node];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    found.push(part);
    open.push(...childrenOfNode(part).toReversed());
  }
  return found;
}

function childrenOfNode(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
    case "path":
    case "entity":
      return [];
    case "list":
    case "and":
    case "or":
      return node.items;
    case "sum":
      return [node.first, ...node.rest.map((part) => part.operand)];
    case "compare":
      return [node.left, node.right];
    case "like":
      return [node.value];
    case "has":
      return [node.path];
    case "is":
      return node.of === undefined ? [node.path] : [node.path, node.of];
    case "not":
      return [node.operand];
  }
}

export function pathsIn(expression: Expression): readonly Path[] {
  return partsOfExpression(expression).filter((part) => part.kind === "path");
}

/**
 * What an expression is for every request, as far as its literals tell: true, false, or undefined where that depends on the
 * request. Kleene's `and`, `or` and `not`; of comparisons only those of two plain literals.
 */
export function constantTruth(expression: Expression): boolean | undefined {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "boolean" ? expression.value : undefined;
    case "not":
      return negated(constantTruth(expression.operand));
    case "and":
    case "or": {
      const decisive = expression.kind === "or";
      const truths = expression.items.map(constantTruth);
      if (truths.includes(decisive)) return decisive;
      return truths.every((truth) => truth === !decisive) ? !decisive : undefined;
    }
    case "compare":
      return expression.left.kind === "literal" && expression.right.kind === "literal"
        ? compareLiterals(expression.operator, expression.left.value, expression.right.value)
        : undefined;
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

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** Times, durations and addresses have values of their own and are left alone. */
function compareLiterals(operator: string, left: LiteralValue, right: LiteralValue): boolean | undefined {
  if (typeof left === "object" || typeof right === "object" || typeof left !== typeof right) return undefined;
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}
