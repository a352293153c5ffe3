import { likeNeedsAString } from "../../diagnostics/types/like-needs-a-string.ts";
import type { ExpressionNode } from "../../syntax/tree.ts";
import { placeOf } from "../vocabulary.ts";
import type { ExpressionContext } from "./paths.ts";
import { describeType, isText } from "./static-type.ts";
import { condition, textOf, wrong, type Typed } from "./typed.ts";

type LikeNode = Extract<ExpressionNode, { readonly kind: "like" }>;

/** `sum like STRING` */
export function checkLike(node: LikeNode, tested: Typed, { check }: ExpressionContext): Typed {
  if (tested.type.kind === "unknown") return wrong(node);
  if (!isText(tested.type)) {
    check.collector.report(likeNeedsAString, placeOf(check, tested.node), {
      text: textOf(tested.node, check),
      type: describeType(tested.type),
    });
    return wrong(node);
  }
  return condition(node, { kind: "like", value: tested.expression, pattern: node.pattern.value });
}
