import { manyInList } from "../../diagnostics/types/many-in-list.ts";
import { mixedList } from "../../diagnostics/types/mixed-list.ts";
import type { ExpressionNode } from "../../syntax/tree.ts";
import { placeOf } from "../vocabulary.ts";
import type { ExpressionContext } from "./paths.ts";
import { commonType, describeType, unknownType, type StaticType } from "./static-type.ts";
import { textOf, value, wrong, type Typed } from "./typed.ts";

type ListNode = Extract<ExpressionNode, { readonly kind: "list" }>;

/** `[ … ]`: a set of values of one type. */
export function checkList(node: ListNode, items: readonly Typed[], { check }: ExpressionContext): Typed {
  const many = items.filter((item) => item.many && item.type.kind !== "unknown");
  for (const item of many) {
    check.collector.report(manyInList, placeOf(check, item.node), { text: textOf(item.node, check) });
  }
  const of = elementType(items, check);
  if (many.length > 0 || of === "mixed") return wrong(node);
  const type: StaticType =
    of === undefined ? { kind: "set" } : of.kind === "unknown" ? unknownType : { kind: "set", of };
  return value(node, type, { kind: "list", items: items.map((item) => item.expression) });
}

function elementType(items: readonly Typed[], check: ExpressionContext["check"]): StaticType | "mixed" | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const of = commonType(items.map((item) => item.type));
  if (of.kind !== "odd") return of;
  const odd = items[of.index] ?? first;
  check.collector.report(mixedList, placeOf(check, odd.node), {
    first: describeType(first.type),
    other: describeType(odd.type),
  });
  return "mixed";
}
