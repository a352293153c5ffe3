import type { Expression } from "@authz/model";
import type { ExpressionNode } from "../../syntax/tree.ts";
import type { CheckContext } from "../vocabulary.ts";
import { noFacts, type Facts } from "./established.ts";
import { booleanType, unknownType, type StaticType } from "./static-type.ts";

/** A checked expression: what it means, its type, and what is known of attributes once it is true or false. */
export interface Typed extends Facts {
  readonly node: ExpressionNode;
  readonly expression: Expression;
  readonly type: StaticType;
  /** Any of several values: a path through a set or through `parent` is in it. */
  readonly many: boolean;
}

/** Stands for an expression that is wrong: a policy with errors is never evaluated. */
export function wrong(node: ExpressionNode): Typed {
  return { node, expression: { kind: "literal", value: false }, type: unknownType, many: false, ...noFacts };
}

export function value(node: ExpressionNode, type: StaticType, expression: Expression, many = false): Typed {
  return { node, expression, type, many, ...noFacts };
}

export function condition(node: ExpressionNode, expression: Expression, facts: Facts = noFacts): Typed {
  const { whenTrue, whenFalse } = facts;
  return { node, expression, type: booleanType, many: false, whenTrue, whenFalse };
}

/** The text of an expression on one line, short enough for a message. */
export function textOf(node: ExpressionNode, { source }: CheckContext): string {
  const text = source.text.slice(node.span.start, node.span.end).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
