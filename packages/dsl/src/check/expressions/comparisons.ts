import { containsNeedsASet } from "../../diagnostics/types/contains-needs-a-set.ts";
import { differentTypes } from "../../diagnostics/types/different-types.ts";
import { noOrder } from "../../diagnostics/types/no-order.ts";
import type { ExpressionNode } from "../../syntax/tree.ts";
import { placeOf } from "../vocabulary.ts";
import { checkIn } from "./in.ts";
import type { ExpressionContext } from "./paths.ts";
import { describeType, differences, isText, type Difference, type StaticType } from "./static-type.ts";
import { condition, textOf, wrong, type Typed } from "./typed.ts";
import { reportValue } from "./values.ts";

type CompareNode = Extract<ExpressionNode, { readonly kind: "compare" }>;

/** `sum == sum` and its siblings. */
export function checkComparison(node: CompareNode, left: Typed, right: Typed, context: ExpressionContext): Typed {
  if (left.type.kind === "unknown" || right.type.kind === "unknown") return wrong(node);
  if (!fits(node, left, right, context)) return wrong(node);
  const { operator } = node;
  return condition(node, { kind: "compare", operator, left: left.expression, right: right.expression });
}

function fits(node: CompareNode, left: Typed, right: Typed, context: ExpressionContext): boolean {
  switch (node.operator) {
    case "==":
    case "!=":
      return equalityFits(node, left.type, right.type, context);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return orderFits(node, left.type, right.type, context);
    case "in":
      return checkIn(node, left.type, right.type, context);
    case "contains":
    case "containsAll":
    case "containsAny":
      return containsFits(node, left, right, context);
  }
}

function equalityFits(node: CompareNode, left: StaticType, right: StaticType, context: ExpressionContext): boolean {
  return reportDifferences(node, differences(left, right), left, right, context);
}

/** Reports what keeps the two from ever being equal; true when nothing does. */
function reportDifferences(
  node: CompareNode,
  found: readonly Difference[],
  left: StaticType,
  right: StaticType,
  { check }: ExpressionContext,
): boolean {
  for (const difference of found) {
    if (difference.kind === "types") {
      const parameters = { left: describeType(left), right: describeType(right), hint: equalityHint(left, right) };
      check.collector.report(differentTypes, placeOf(check, node), parameters);
    } else reportValue(difference, check);
  }
  return found.length === 0;
}

function equalityHint(left: StaticType, right: StaticType): string | undefined {
  const [entity] = [left, right].filter((type) => type.kind === "entity");
  if (entity !== undefined && (isText(left) || isText(right))) {
    return `compare with an entity, such as \`${entity.types[0] ?? "Type"} "…"\`, or compare its \`id\``;
  }
  if (left.kind === "set") return "ask with `contains` whether the set holds it";
  if (right.kind === "set") return "ask with `in` whether it is in the set";
  if (left.kind === "time" || right.kind === "time") return 'a time is written `time "2026-01-31T00:00:00Z"`';
  if (left.kind === "ip" || right.kind === "ip") return 'an address is written `ip "192.0.2.1"`';
  return undefined;
}

const ordered: ReadonlySet<StaticType["kind"]> = new Set<StaticType["kind"]>([
  "number",
  "time",
  "duration",
  "string",
  "text",
]);

/** Strings are ordered by code units; the values of an enum are names and have no order. */
function orderFits(node: CompareNode, left: StaticType, right: StaticType, { check }: ExpressionContext): boolean {
  const same = left.kind === right.kind || (isText(left) && isText(right));
  if (same && ordered.has(left.kind) && ordered.has(right.kind)) return true;
  check.collector.report(noOrder, placeOf(check, node), {
    operator: node.operator,
    left: describeType(left),
    right: describeType(right),
    hint: orderHint(left, right),
  });
  return false;
}

function orderHint(left: StaticType, right: StaticType): string | undefined {
  if (left.kind === "enum" || right.kind === "enum") return 'list the values that are meant: `in ["…", "…"]`';
  if (left.kind === "time" && right.kind === "duration") return "compare with a time, such as `now - 30d`";
  if (left.kind === "time" && isText(right)) return 'a time is written `time "2026-01-31T00:00:00Z"`';
  return undefined;
}

const words = { contains: "contains", containsAll: "contains all", containsAny: "contains any" } as const;

function containsFits(node: CompareNode, left: Typed, right: Typed, context: ExpressionContext): boolean {
  const { operator } = node;
  if (operator !== "contains" && operator !== "containsAll" && operator !== "containsAny") return true;
  if (left.type.kind !== "set") return reportNoSet(words[operator], left, right, context);
  if (operator !== "contains" && right.type.kind !== "set") return reportNoSet(words[operator], right, left, context);
  const elements = operator === "contains" || right.type.kind !== "set" ? right.type : right.type.of;
  if (left.type.of === undefined || elements === undefined) return true;
  return reportDifferences(node, differences(left.type.of, elements), left.type.of, elements, context);
}

function reportNoSet(operator: string, wanted: Typed, other: Typed, { check }: ExpressionContext): false {
  check.collector.report(containsNeedsASet, placeOf(check, wanted.node), {
    operator,
    text: textOf(wanted.node, check),
    type: describeType(wanted.type),
    hint: setHint(operator, wanted.type, other.type),
  });
  return false;
}

function setHint(operator: string, wanted: StaticType, other: StaticType): string | undefined {
  if (isText(wanted) && isText(other) && operator === "contains") return 'search a text with `like "*…*"`';
  if (other.kind === "set" && operator === "contains") return "write it the other way round, or use `in`";
  return operator === "contains" ? undefined : "put the values in brackets: `[…]`";
}
