import { LParen } from "../syntax/tokens.ts";
import type { ExpressionNode } from "../syntax/tree.ts";
import { writeList } from "./brackets.ts";
import { fill, group, indent, type Doc } from "./doc.ts";
import { writeLiteral } from "./values.ts";
import type { Writer } from "./writer.ts";

export function writeExpression(writer: Writer, node: ExpressionNode): Doc {
  const open = writeOpening(writer, firstPart(node));
  const inside = writeInside(writer, node);
  return [open, inside, writer.more(node.span.end)];
}

/**
 * Parentheses leave no node: those before the first part of a node are its own, and before a word, all that are there.
 */
export function writeOpening(
  writer: Writer,
  first: { readonly span: { readonly start: number } } | undefined,
): readonly Doc[] {
  const docs: Doc[] = [];
  while (writer.is(LParen) && (first === undefined || writer.isBefore(first.span.start))) {
    docs.push(writer.token(), writer.gap());
  }
  return docs;
}

function firstPart(node: ExpressionNode): ExpressionNode | undefined {
  switch (node.kind) {
    case "and":
    case "or":
      return node.items[0];
    case "sum":
      return node.first;
    case "compare":
      return node.left;
    case "like":
      return node.value;
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
    case "path":
    case "entity":
    case "list":
    case "has":
    case "is":
    case "not":
      return undefined;
  }
}

function writeInside(writer: Writer, node: ExpressionNode): Doc {
  switch (node.kind) {
    case "and":
    case "or":
      return writeChain(writer, node.items);
    case "compare":
      return writeComparison(writer, node);
    case "sum":
      return writeSum(writer, node);
    case "like":
      return [writeExpression(writer, node.value), writer.more(node.span.end)];
    case "not":
      return [writer.token(), writer.gap(), writeExpression(writer, node.operand)];
    case "list":
      return writeList(writer, node.items, (item) => writeExpression(writer, item));
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
      return writeLiteral(writer, node);
    case "path":
    case "entity":
    case "has":
    case "is":
      return writer.upTo(node.span.end);
  }
}

/** When it does not fit, each `and` (or `or`) begins a line. */
function writeChain(writer: Writer, [first, ...rest]: readonly ExpressionNode[]): Doc {
  const start = first === undefined ? "" : writeExpression(writer, first);
  const lines = rest.map((item) => [writer.line(), writer.token(), writer.gap(), writeExpression(writer, item)]);
  return group([start, indent(lines)]);
}

function writeComparison(writer: Writer, node: Extract<ExpressionNode, { kind: "compare" }>): Doc {
  const left = writeExpression(writer, node.left);
  // A list has places of its own where lines may end.
  const gap = node.right.kind === "list" ? writer.gap() : writer.line();
  const operator = writer.upTo(node.right.span.start);
  return [left, indent(fill([gap, operator, writer.gap(), writeExpression(writer, node.right)]))];
}

function writeSum(writer: Writer, { first, rest }: Extract<ExpressionNode, { kind: "sum" }>): Doc {
  const start = writeExpression(writer, first);
  const parts = rest.map(({ operand }) =>
    fill([writer.line(), writer.token(), writer.gap(), writeExpression(writer, operand)]),
  );
  return [start, indent(parts)];
}
