import { defaultLimits, type Expression } from "@authz/model";
import { longSum } from "../../diagnostics/types/long-sum.ts";
import { noArithmetic } from "../../diagnostics/types/no-arithmetic.ts";
import type { ExpressionNode } from "../../syntax/tree.ts";
import { placeOf } from "../vocabulary.ts";
import type { ExpressionContext } from "./paths.ts";
import { describeType, isText, type StaticType } from "./static-type.ts";
import { value, wrong, type Typed } from "./typed.ts";

type SumNode = Extract<ExpressionNode, { readonly kind: "sum" }>;

/** `sum`, from the left. The model nests sums, so they are as long as other things may be deep. */
export function checkSum(node: SumNode, operands: readonly Typed[], { check }: ExpressionContext): Typed {
  if (operands.length > defaultLimits.nesting) {
    check.collector.report(longSum, placeOf(check, node), { count: operands.length, limit: defaultLimits.nesting });
    return wrong(node);
  }
  const [first, ...rest] = operands;
  if (first === undefined || operands.some((operand) => operand.type.kind === "unknown")) return wrong(node);
  let type: StaticType = first.type;
  let expression: Expression = first.expression;
  for (const [index, operand] of rest.entries()) {
    const operator = node.rest[index]?.operator ?? "+";
    const result = sumType(operator, type, operand.type);
    if (result === undefined) {
      const [left, right] = [describeType(type), describeType(operand.type)];
      const hint = hintFor(operator, type, operand.type);
      check.collector.report(noArithmetic, placeOf(check, node), { operator, left, right, hint });
      return wrong(node);
    }
    type = result;
    const kind = operator === "+" ? "add" : "subtract";
    expression = { kind, left: expression, right: operand.expression };
  }
  return value(
    node,
    type,
    expression,
    operands.some((operand) => operand.many),
  );
}

/** number ± number, duration ± duration, time ± duration, and time − time, which is a duration. */
function sumType(operator: "+" | "-", left: StaticType, right: StaticType): StaticType | undefined {
  if (left.kind === "number" && right.kind === "number") return left;
  if (left.kind === "duration" && right.kind === "duration") return left;
  if (left.kind === "time" && right.kind === "duration") return left;
  if (left.kind === "time" && right.kind === "time" && operator === "-") return { kind: "duration" };
  return undefined;
}

function hintFor(operator: "+" | "-", left: StaticType, right: StaticType): string | undefined {
  if (operator === "+" && left.kind === "duration" && right.kind === "time") return "write the time first";
  if (isText(left) && isText(right)) return "strings are never joined: compare them as they are, or with `like`";
  if (right.kind === "number" && (left.kind === "time" || left.kind === "duration")) {
    return "give the number a unit, such as `30s`, `15m`, `8h` or `7d`";
  }
  return undefined;
}
