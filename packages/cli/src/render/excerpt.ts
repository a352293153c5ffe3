import { createLines, type Location } from "@authz/model";
import stringWidth from "string-width";
import { visible } from "./visible.ts";

/** The line of a text that a location is on, as a terminal shows it, and the marks below it. */
export interface Excerpt {
  readonly line: string;
  /** Spaces, then one mark for each column of the culprit. */
  readonly indent: number;
  readonly length: number;
}

const TAB = 4;
/** Beyond what anybody can read, and so not measured. */
const FAR = 2_000;

/** `width` is how many columns there are for the line; a longer one is cut to where the culprit is. */
export function excerptOf(text: string, location: Location, width: number): Excerpt {
  const line = createLines(text).line(location.line);
  const start = offsetOf(line, location.column);
  const end = Math.min(line.length, start + (location.span.end - location.span.start));
  const before = expand(line.slice(Math.max(0, start - FAR), start), 0);
  const culprit = expand(line.slice(start, Math.min(end, start + FAR)), widthOf(before));
  const after = expand(line.slice(end, end + FAR), widthOf(before + culprit));
  return fit(before, culprit, after, width);
}

/** Leaves the culprit in sight, with as much before it as fits. */
function fit(before: string, culprit: string, after: string, width: number): Excerpt {
  if (widthOf(before) + widthOf(culprit) + widthOf(after) <= width) return marked(before, culprit, after);
  const tail = take([...before].reverse(), Math.floor(width / 2) - 1).reverse();
  const lead = tail.length < [...before].length ? `…${tail.join("")}` : before;
  const middle = take([...culprit], width - widthOf(lead) - 1).join("");
  if (middle.length < culprit.length) return marked(lead, middle, "…");
  const rest = take([...after], width - widthOf(lead) - widthOf(culprit) - 1).join("");
  return marked(lead, culprit, rest.length < after.length ? `${rest}…` : after);
}

function marked(before: string, culprit: string, after: string): Excerpt {
  return {
    line: `${before}${culprit}${after}`.trimEnd(),
    indent: widthOf(before),
    length: Math.max(1, widthOf(culprit)),
  };
}

/** The first characters that fit into so many columns. */
function take(characters: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let left = width;
  for (const character of characters) {
    left -= widthOf(character);
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}

/** Tabs become the spaces that they stand for at that column, and what cannot be seen is written out. */
function expand(text: string, column: number): string {
  let result = "";
  for (const [index, part] of text.split("\t").entries()) {
    if (index > 0) result += " ".repeat(TAB - ((column + widthOf(result)) % TAB));
    result += visible(part);
  }
  return result;
}

function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

/** Columns count code points. */
function offsetOf(line: string, column: number): number {
  let offset = 0;
  for (let left = column - 1; left > 0 && offset < line.length; left--) {
    offset += (line.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
