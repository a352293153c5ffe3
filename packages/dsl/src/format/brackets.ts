import type { Doc } from "./doc.ts";
import { fromLine, group, ifFlat, indent } from "./doc.ts";
import { Comma, RBrace, RBracket } from "../syntax/tokens.ts";
import type { Writer } from "./writer.ts";

/** `{ a, b }` on one line, or a line for each item, and then without commas. */
export function writeRecord<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  return writeBraces(writer, items, write, "line");
}

/** A line for each item, always. */
export function writeBlock<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  return writeBraces(writer, items, write, "hard");
}

function writeBraces<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc, style: "line" | "hard"): Doc {
  const open = writer.token();
  const lines: Doc[] = [];
  for (const [position, item] of items.entries()) {
    lines.push(style === "hard" ? writer.hardLine() : writer.line(), write(item), writer.optionalComma());
    if (position < items.length - 1) lines.push(ifFlat(","));
  }
  const isEmpty = items.length === 0;
  const end = writer.closing(isEmpty ? "line" : style, isEmpty && writer.is(RBrace) ? "" : " ");
  return group(fromLine([open, indent(lines), end, writer.token()]));
}

/** `[a, b]` on one line, or a line for each item. */
export function writeList<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  const open = writer.token();
  const lines: Doc[] = [];
  for (const item of items) {
    if (writer.is(Comma)) lines.push(writer.gap(), writer.token(), writer.line());
    else lines.push(writer.line(""));
    lines.push(write(item));
  }
  const end = writer.closing("line", writer.is(RBracket) ? "" : " ");
  return group(fromLine([open, indent(lines), end, writer.token()]));
}
