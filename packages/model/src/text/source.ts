/** One text that people wrote: a policy file, or a file of facts. `text` is kept as it is (CRLF stays). */
export interface Source {
  /** A path or another name that the reader recognises. */
  readonly name: string;
  readonly text: string;
}

/** Half-open range of UTF-16 offsets; the end of the file is `{ start: length, end: length }`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** For people: both count from 1, columns count Unicode code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something stands: `source` is a {@link Source.name}; `line` and `column` are those of the span's start. */
export interface Location extends Position {
  readonly source: string;
  readonly span: Span;
  /** For JSON and YAML: the RFC 6901 pointer of the value. */
  readonly pointer?: string;
}

/** Finds positions in one text; the line table is made once. */
export interface Lines {
  position(offset: number): Position;
  /** The text of a line (counting from 1) without its line end. */
  line(number: number): string;
  readonly count: number;
}

export function createLines(text: string): Lines {
  // A byte order mark takes no place in the first line.
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    count: starts.length,
    position(offset) {
      const index = lastAtMost(starts, offset);
      return { line: index + 1, column: codePoints(text.slice(starts[index], offset)) + 1 };
    },
    line(number) {
      const start = starts[number - 1];
      if (start === undefined) return "";
      return text.slice(start, (starts[number] ?? text.length + 1) - 1).replace(/\r$/, "");
    },
  };
}

export function locate(source: Source, span: Span, lines: Lines): Location {
  return { source: source.name, span, ...lines.position(span.start) };
}

/** The smallest span that holds both. */
export function join(first: Span, last: Span): Span {
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? Infinity) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
