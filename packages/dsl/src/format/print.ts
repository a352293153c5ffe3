import type { Doc, GapDoc, GroupDoc } from "./doc.ts";
import type { Trivia } from "./trivia.ts";
import { widthOf } from "./width.ts";

/** Spaces a step of indentation has. */
export const INDENT = 2;

export interface PrintOptions {
  /** Columns a line should have at most. */
  readonly width: number;
  /** `\n` or `\r\n`. */
  readonly lineEnd: string;
}

interface Command {
  readonly indent: number;
  readonly isFlat: boolean;
  readonly doc: Doc;
}

/** The text of a document that begins in the first column; no line of it ends in a space. */
export function print(doc: Doc, { width, lineEnd }: PrintOptions): string {
  const out: string[] = [];
  let column = 0;
  /** How far the present line is indented. */
  let lineIndent = 0;
  const stack: Command[] = [{ indent: 0, isFlat: false, doc }];
  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { indent, isFlat, doc: next } = command;
    if (typeof next === "string") {
      out.push(next);
      column += widthOf(next);
    } else if (!("kind" in next)) {
      pushAll(stack, command, next);
    } else if (next.kind === "flat") {
      if (isFlat) stack.push({ ...command, doc: next.text });
    } else if (next.kind === "indent") {
      const further = next.from === "line" ? lineIndent : indent + INDENT;
      stack.push({ indent: further, isFlat, doc: next.content });
    } else if (next.kind === "group") {
      const onOneLine = isWhole(next) && (isFlat || fits(next, stack, column, Math.min(width, next.limit)));
      stack.push({ indent, isFlat: onOneLine, doc: next.content });
    } else if (!ends(next, isFlat)) {
      stack.push({ ...command, doc: next.flat });
    } else {
      const text = next.trivia === undefined ? lineEnd : renderGap(next, indent, lineEnd);
      out.push(text, " ".repeat(indent));
      column = lineIndent = indent;
    }
  }
  return out.join("");
}

function pushAll(stack: Command[], around: Command, docs: readonly Doc[]): void {
  for (let index = docs.length - 1; index >= 0; index--) stack.push({ ...around, doc: docs[index] ?? "" });
}

function isWhole(doc: GroupDoc): boolean {
  return doc.fill || !doc.breaks;
}

function ends(gap: GapDoc, isFlat: boolean): boolean {
  return gap.trivia !== undefined || gap.style === "hard" || (gap.style === "line" && !isFlat);
}

function renderGap(gap: GapDoc, indent: number, lineEnd: string): string {
  return renderTrivia(gap.trivia, gap.closing ? indent + INDENT : indent, lineEnd);
}

/** From behind one token up to the line of the next: comments and at most one empty line where one was. */
export function renderTrivia(trivia: Trivia | undefined, indent: number, lineEnd: string): string {
  if (trivia === undefined) return lineEnd;
  const lines = trivia.lines.map(({ text, blank }) => `${blank ? lineEnd : ""}${lineEnd}${" ".repeat(indent)}${text}`);
  const trailing = trivia.trailing === undefined ? "" : `  ${trivia.trailing}`;
  return `${trailing}${lines.join("")}${trivia.blank ? lineEnd : ""}${lineEnd}`;
}

/** Does the group, with what follows up to where the line may end, reach no further than the limit? */
function fits(group: GroupDoc, rest: readonly Command[], column: number, limit: number): boolean {
  let left = limit - column;
  let behind = rest.length;
  const stack: Pick<Command, "isFlat" | "doc">[] = [{ isFlat: true, doc: group.content }];
  while (left >= 0) {
    const command = stack.pop() ?? rest[--behind];
    if (command === undefined) return true;
    const { isFlat, doc } = command;
    if (typeof doc === "string") left -= widthOf(doc);
    else if (!("kind" in doc)) {
      for (let index = doc.length - 1; index >= 0; index--) stack.push({ isFlat, doc: doc[index] ?? "" });
    } else if (doc.kind === "flat") left -= isFlat ? doc.text.length : 0;
    else if (doc.kind === "indent") stack.push({ isFlat, doc: doc.content });
    else if (doc.kind === "group") stack.push({ isFlat: isFlat && isWhole(doc), doc: doc.content });
    else if (ends(doc, isFlat)) return true;
    else left -= doc.flat.length;
  }
  return false;
}
