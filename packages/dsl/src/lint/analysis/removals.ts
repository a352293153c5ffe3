import type { Policy } from "@authz/model";
import type { GuardNode, SyntaxFile } from "../../syntax/tree.ts";
import { hasComment, removeDeclaration, removeItem, replace } from "../edits.ts";
import type { Fix, TextEdit } from "../finding.ts";
import type { RuleEntry } from "../index/entries.ts";
import type { Spanned } from "../rule.ts";

/** Removes `when …` or `unless …`, with the space before it. A comment before it stays whole. */
export function removeGuard(file: SyntaxFile, { span }: GuardNode): TextEdit {
  const before = file.source.text.slice(0, span.start).trimEnd().length;
  const isAfterComment = file.comments.some((comment) => comment.span.end === before);
  return replace(file, { span: { start: isAfterComment ? span.start : before, end: span.end } }, "");
}

/** A fix that takes an item out of a list, or out of `and` and `or`; undefined if a comment would be lost, or it is the only one. */
export function withoutItem(
  file: SyntaxFile,
  items: readonly Spanned[],
  index: number,
  { title, safe }: { readonly title: string; readonly safe: boolean },
): Fix | undefined {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined || items.length < 2) return undefined;
  if (hasComment(file, { span: { start: first.span.start, end: last.span.end } })) return undefined;
  return { title, safe, edits: [removeItem(file, items, index)] };
}

/** A fix that removes a rule; undefined when somebody would miss it: a comment in it, its `because`, a test that names it. */
export function ruleRemoval({ file, node, model }: RuleEntry, policy: Policy, safe: boolean): Fix | undefined {
  if (hasComment(file, node) || model.because !== undefined || isExpected(model.id, policy)) return undefined;
  return { title: "remove the rule", safe, edits: [removeDeclaration(file, node)] };
}

function isExpected(id: string, policy: Policy): boolean {
  return policy.tests.some(({ expectations }) => expectations.some(({ because }) => because === id));
}
