import type { Doc } from "./doc.ts";
import { fromLine, group, ifFlat, indent } from "./doc.ts";
import type { Writer } from "./writer.ts";

/**
 * `{ a, b }` on one line; or what is inside on one line of its own; or a line for each item, and then without commas.
 */
export function writeRecord<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  const open = writer.token();
  const [first, ...more] = items;
  if (first === undefined) return writeEmpty(writer, open);
  const start = writer.line();
  const inside: Doc[] = [write(first)];
  for (const item of more) inside.push(writer.optionalComma(), ifFlat(","), writer.line(), write(item));
  inside.push(writer.optionalComma());
  return writeClosed(writer, [open, indent([start, group(inside)])], "line", " ");
}

/** A line for each item, always. */
export function writeBlock<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  const open = writer.token();
  if (items.length === 0) return writeEmpty(writer, open);
  const lines = items.map((item) => [writer.hardLine(), write(item), writer.optionalComma()]);
  return writeClosed(writer, [open, indent(lines)], "hard", "");
}

/** `[a, b]` on one line; or what is inside on one line of its own; or a line for each item. */
export function writeList<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  const open = writer.token();
  const [first, ...more] = items;
  if (first === undefined) return writeEmpty(writer, open);
  const start = writer.line("");
  const inside: Doc[] = [write(first)];
  for (const item of more) inside.push(writer.gap(), writer.token(), writer.line(), write(item));
  return writeClosed(writer, [open, indent([start, group(inside)])], "line", "");
}

function writeEmpty(writer: Writer, open: Doc): Doc {
  return writeClosed(writer, [open], "line", "");
}

function writeClosed(writer: Writer, start: readonly Doc[], style: "line" | "hard", flat: string): Doc {
  const end = writer.closing(style, flat);
  return group(fromLine([...start, end, writer.token()]));
}
