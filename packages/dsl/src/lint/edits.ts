import type { Span } from "@authz/model";
import type { SyntaxFile } from "../syntax/tree.ts";
import type { TextEdit } from "./finding.ts";
import type { Spanned } from "./rule.ts";

/** What was written for a node. */
export function textOf(file: SyntaxFile, { span }: Spanned): string {
  return file.source.text.slice(span.start, span.end);
}

/** Whether a comment stands in it: then a fix that writes it anew would lose what somebody wrote. */
export function hasComment(file: SyntaxFile, { span }: Spanned): boolean {
  return file.comments.some((comment) => comment.span.start >= span.start && comment.span.end <= span.end);
}

export function replace(file: SyntaxFile, { span }: Spanned, text: string): TextEdit {
  return { source: file.source.name, span, text };
}

export function insertBefore(file: SyntaxFile, { span }: Spanned, text: string): TextEdit {
  return { source: file.source.name, span: { start: span.start, end: span.start }, text };
}

export function insertAfter(file: SyntaxFile, { span }: Spanned, text: string): TextEdit {
  return { source: file.source.name, span: { start: span.end, end: span.end }, text };
}

/** Removes a declaration with its doc comment, and its lines when nothing else stands on them. */
export function removeDeclaration(file: SyntaxFile, { span }: Spanned): TextEdit {
  const { text } = file.source;
  return replace(file, { span: wholeLines(text, { start: startOfDoc(file, span.start), end: span.end }) }, "");
}

/** Removes a comment, with its line when it has one of its own. */
export function removeComment(file: SyntaxFile, { span }: Spanned): TextEdit {
  const { text } = file.source;
  const lines = wholeLines(text, span);
  if (lines.start < span.start || lines.end > span.end || span.start === 0) return replace(file, { span: lines }, "");
  const before = text.slice(0, span.start).trimEnd().length;
  return replace(file, { span: { start: before, end: span.end } }, "");
}

/** Removes one of the items of a list, with the comma that goes with it. The list must have two at least. */
export function removeItem(file: SyntaxFile, items: readonly Spanned[], index: number): TextEdit {
  const [previous, item, next] = [items[index - 1], items[index], items[index + 1]];
  const start = previous?.span.end ?? item?.span.start ?? 0;
  const end = previous === undefined ? (next?.span.start ?? start) : (item?.span.end ?? start);
  return replace(file, { span: { start, end } }, "");
}

/** Extended over white space to the lines it stands on, if it has them for itself. */
function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const lineEnd = next === -1 ? text.length : next + 1;
  const alone = text.slice(lineStart, start).trim() === "" && text.slice(end, lineEnd).trim() === "";
  return alone ? { start: lineStart, end: lineEnd } : { start, end };
}

/** Where the `///` lines right before a declaration begin. */
function startOfDoc(file: SyntaxFile, start: number): number {
  let first = start;
  for (const { span, text } of file.comments.toReversed()) {
    if (span.end > first) continue;
    const gap = file.source.text.slice(span.end, first);
    if (!text.startsWith("///") || gap.trim() !== "" || gap.indexOf("\n") !== gap.lastIndexOf("\n")) break;
    first = span.start;
  }
  return first;
}
