import type { Comment } from "../syntax/tree.ts";

/** Comments and empty lines between two tokens: what a person put there, apart from how lines were indented. */
export interface Trivia {
  /** On the line of the token before. */
  readonly trailing: string | undefined;
  /** On lines of their own. */
  readonly lines: readonly CommentLine[];
  /** An empty line before the token that follows; several are as good as one. */
  readonly blank: boolean;
}

export interface CommentLine {
  readonly text: string;
  /** An empty line before it. */
  readonly blank: boolean;
}

/** Reads what stands between two offsets, which must be outside of comments. */
export type ReadTrivia = (start: number, end: number) => Trivia | undefined;

/** `comments` are in the order of the text. */
export function createTriviaReader(text: string, comments: readonly Comment[]): ReadTrivia {
  return (start, end) => {
    const found = commentsBetween(comments, start, end);
    let at = start;
    let trailing: string | undefined;
    const lines: CommentLine[] = [];
    for (const { span, text: written } of found) {
      const before = text.slice(at, span.start);
      const shown = written.replace(/[ \t]+$/, "");
      if (lines.length === 0 && at === start && isInside(text, start) && !before.includes("\n")) trailing = shown;
      else lines.push({ text: shown, blank: hasBlankLine(before) });
      at = span.end;
    }
    const blank = hasBlankLine(text.slice(at, end));
    return found.length === 0 && !blank ? undefined : { trailing, lines, blank };
  };
}

/** Nothing stands before the first line: a byte order mark is nothing. */
function isInside(text: string, offset: number): boolean {
  return offset > (text.startsWith("\uFEFF") ? 1 : 0);
}

function hasBlankLine(text: string): boolean {
  return text.includes("\n") && /\n[ \t\r]*\n/.test(text);
}

function commentsBetween(comments: readonly Comment[], start: number, end: number): readonly Comment[] {
  const first = indexFrom(comments, start);
  let last = first;
  while ((comments[last]?.span.start ?? Infinity) < end) last++;
  return comments.slice(first, last);
}

/** The first comment from an offset on. */
function indexFrom(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.span.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
