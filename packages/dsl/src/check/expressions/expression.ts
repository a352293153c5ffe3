import type { Expression, LiteralValue } from "@authz/model";
import { notACondition } from "../../diagnostics/types/not-a-condition.ts";
import type { EntityNode, ExpressionNode, LiteralNode } from "../../syntax/tree.ts";
import { knownType } from "../known-type.ts";
import { placeOf } from "../vocabulary.ts";
import { checkSum } from "./arithmetic.ts";
import { checkComparison } from "./comparisons.ts";
import { establish, intersection, pathKey, type Facts } from "./established.ts";
import { checkLike } from "./like.ts";
import { checkList } from "./lists.ts";
import { checkPath, memberOf, reach, type ExpressionContext } from "./paths.ts";
import { checkIs } from "./roles.ts";
import { booleanType, describeType, type StaticType } from "./static-type.ts";
import { condition, textOf, value, wrong, type Typed } from "./typed.ts";

type NodeOf<Kind extends ExpressionNode["kind"]> = Extract<ExpressionNode, { readonly kind: Kind }>;

/** `expression`: recursion ends at the limit of nesting, since chains of `and`, `or` and sums are flat. */
export function checkExpression(node: ExpressionNode, context: ExpressionContext): Typed {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
    case "duration":
    case "time":
    case "ip":
      return value(node, literalType(node), { kind: "literal", value: literalValue(node) });
    case "path": {
      const reached = checkPath(node, context);
      return reached === undefined ? wrong(node) : value(node, reached.type, reached.path, reached.many);
    }
    case "entity":
      return checkEntity(node, context);
    case "list":
      return checkList(node, all(node.items, context), context);
    case "sum":
      return checkSum(node, all([node.first, ...node.rest.map((part) => part.operand)], context), context);
    case "compare":
      return checkComparison(node, checkExpression(node.left, context), checkExpression(node.right, context), context);
    case "like":
      return checkLike(node, checkExpression(node.value, context), context);
    case "has":
      return checkHas(node, context);
    case "is":
      return checkIs(node, context);
    case "and":
    case "or":
      return checkChain(node, context);
    case "not": {
      const operand = checkCondition(node.operand, context);
      const facts = { whenTrue: operand.whenFalse, whenFalse: operand.whenTrue };
      return condition(node, { kind: "not", operand: operand.expression }, facts);
    }
  }
}

/** An expression that must be true or false: a guard, or what stands beside `and`, `or` and `not`. */
export function checkCondition(node: ExpressionNode, context: ExpressionContext): Typed {
  const typed = checkExpression(node, context);
  if (typed.type.kind === "boolean" || typed.type.kind === "unknown") return typed;
  context.check.collector.report(notACondition, placeOf(context.check, node), {
    text: textOf(node, context.check),
    type: describeType(typed.type),
  });
  return wrong(node);
}

function all(nodes: readonly ExpressionNode[], context: ExpressionContext): readonly Typed[] {
  return nodes.map((node) => checkExpression(node, context));
}

/** `literal` */
export function literalValue(node: LiteralNode): LiteralValue {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "duration":
    case "time":
    case "ip":
      return { kind: node.kind, text: node.text };
  }
}

function literalType(node: LiteralNode): StaticType {
  return node.kind === "string" ? { kind: "text", literals: [node] } : { kind: node.kind };
}

/** `entity`: the id is any text, the type must be declared. */
function checkEntity(node: EntityNode, context: ExpressionContext): Typed {
  const entry = knownType(node.type, "type", context.check);
  if (entry === undefined) return wrong(node);
  const { name } = entry.type;
  return value(node, { kind: "entity", types: [name] }, { kind: "entity", type: name, id: node.id.value });
}

/** `path has Name`: true establishes that the attribute is there, whatever it is. */
function checkHas(node: NodeOf<"has">, context: ExpressionContext): Typed {
  const reached = reach(node.path, context);
  if (reached === undefined) return wrong(node);
  if (reached.container === undefined) return checkHasOnValue(node, context);
  const member = memberOf(reached.container, node.name, reached.text, context);
  if (member === undefined) return wrong(node);
  const { path } = reached;
  const facts: Facts = {
    whenTrue: new Set([pathKey(path.root, [...path.steps, node.name.text])]),
    whenFalse: new Set(),
  };
  return condition(node, { kind: "has", path, name: node.name.text }, facts);
}

/** The same finding as for a path that goes on there. */
function checkHasOnValue(node: NodeOf<"has">, context: ExpressionContext): Typed {
  reach({ ...node.path, names: [...node.path.names, node.name] }, context);
  return wrong(node);
}

/**
 * `and`, `or`: each part is checked knowing what the parts before it establish (being true, for `and`). Evaluation has three
 * values, so that `a and b` can be false with `a` unknown: it then establishes only what both establish.
 */
function checkChain(node: NodeOf<"and" | "or">, context: ExpressionContext): Typed {
  const established = { own: new Set<string>(), outer: context.established };
  const inner = { ...context, established };
  const items: Expression[] = [];
  const decided: ReadonlySet<string>[] = [];
  for (const item of node.items) {
    const typed = checkCondition(item, inner);
    items.push(typed.expression);
    decided.push(node.kind === "and" ? typed.whenFalse : typed.whenTrue);
    establish(established, node.kind === "and" ? typed.whenTrue : typed.whenFalse);
  }
  const common = intersection(decided);
  const facts =
    node.kind === "and"
      ? { whenTrue: established.own, whenFalse: common }
      : { whenTrue: common, whenFalse: established.own };
  return { ...condition(node, { kind: node.kind, items }, facts), type: booleanType };
}
