import type { Expression, Path } from "@authz/model";

/**
 * The paths of comparisons that count by not holding: under an odd number of `not`, or compared by `!=`. What a path through
 * several means turns round there: any of them becomes none of them.
 */
export function negatedPaths(expression: Expression, negative = false): readonly Path[] {
  switch (expression.kind) {
    case "not":
      return negatedPaths(expression.operand, !negative);
    case "and":
    case "or":
      return expression.items.flatMap((item) => negatedPaths(item, negative));
    case "compare": {
      const counts = (expression.operator === "!=") !== negative;
      return counts ? [expression.left, expression.right].flatMap(pathItself) : [];
    }
    case "like":
      return negative ? pathItself(expression.value) : [];
    case "path":
    case "has":
    case "is":
      return negative ? pathItself(expression) : [];
    case "literal":
    case "entity":
    case "list":
    case "add":
    case "subtract":
      return [];
  }
}

function pathItself(expression: Expression): readonly Path[] {
  switch (expression.kind) {
    case "path":
      return [expression];
    case "has":
      return [{ ...expression.path, steps: [...expression.path.steps, expression.name] }];
    case "is":
      return expression.of === undefined
        ? []
        : [{ ...expression.of, steps: [...expression.of.steps, expression.role] }];
    case "add":
    case "subtract":
      return [expression.left, expression.right].flatMap(pathItself);
    case "literal":
    case "entity":
    case "list":
    case "compare":
    case "like":
    case "and":
    case "or":
    case "not":
      return [];
  }
}
