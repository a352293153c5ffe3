import type { Expression } from "@authz/model";
import type { ExpressionNode, SyntaxFile } from "../../syntax/tree.ts";
import { hasComment, replace, textOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import type { GuardEntry } from "../index/entries.ts";

/** A condition in a guard: what was written, and what it is in the model. */
export interface GuardPart {
  readonly node: ExpressionNode;
  readonly expression: Expression;
}

/** The guard's condition; of `unless` what is written there. */
export function conditionOf({ node, expression }: GuardEntry): GuardPart {
  const isNegated = node.mode === "unless" && expression.kind === "not";
  return { node: node.condition, expression: isNegated ? expression.operand : expression };
}

/** The conditions that a condition is directly made of. */
export function partsOf({ node, expression }: GuardPart): readonly GuardPart[] {
  if (node.kind === "not" && expression.kind === "not") return [{ node: node.operand, expression: expression.operand }];
  const isChain = node.kind === "and" || node.kind === "or";
  if (!isChain || (expression.kind !== "and" && expression.kind !== "or")) return [];
  return pairUp(node.items, expression.items);
}

/** A condition of the guard and all those in it, outermost first. Those of `is pruned` are not looked into. */
export function allParts(
  guard: GuardEntry,
  isPruned: (part: GuardPart) => boolean = () => false,
): readonly GuardPart[] {
  const found: GuardPart[] = [];
  const open = [conditionOf(guard)];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    found.push(part);
    if (!isPruned(part)) open.push(...partsOf(part).toReversed());
  }
  return found;
}

function pairUp(nodes: readonly ExpressionNode[], expressions: readonly Expression[]): readonly GuardPart[] {
  return nodes.flatMap((node, index) => {
    const expression = expressions[index];
    return expression === undefined ? [] : [{ node, expression }];
  });
}

/** A fix that puts other text in place of a condition, in the parentheses that it may have. Undefined if a comment is lost. */
export function rewriting(
  file: SyntaxFile,
  node: ExpressionNode,
  text: string,
  { title, safe }: { readonly title: string; readonly safe: boolean },
): Fix | undefined {
  if (hasComment(file, node)) return undefined;
  const isWrapped = isInParentheses(textOf(file, node));
  return { title, safe, edits: [replace(file, node, isWrapped ? `(${text})` : text)] };
}

/** Whether the first parenthesis is closed by the last character. Strings may hold parentheses, too. */
function isInParentheses(text: string): boolean {
  if (!text.startsWith("(")) return false;
  const marks = text.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, (hidden) => " ".repeat(hidden.length));
  let depth = 0;
  for (const [index, mark] of [...marks].entries()) {
    if (mark === "(") depth++;
    if (mark === ")" && --depth === 0) return index === [...marks].length - 1;
  }
  return false;
}

/** On one line, its middle left out when it is long. */
export function shortText(
  file: SyntaxFile,
  node: { readonly span: { readonly start: number; readonly end: number } },
): string {
  const line = textOf(file, node).replace(/\s+/g, " ");
  return line.length <= 72 ? line : `${line.slice(0, 50)} … ${line.slice(-18)}`;
}
