import type { IToken } from "chevrotain";
import type { Comment } from "./tree.ts";

/** Comments, and which token a doc comment stands before. */
export interface Trivia {
  readonly comments: readonly Comment[];
  /** By index of the token after it, without slashes. */
  readonly docs: ReadonlyMap<number, string>;
  comment(token: IToken, previous: IToken | undefined): void;
  token(index: number): void;
}

/**
 * A doc comment is a line of its own that begins with exactly three slashes. Lines of them join; after an empty line a new
 * one begins, and the last before a declaration counts.
 */
export function createTrivia(text: string): Trivia {
  const comments: Comment[] = [];
  const docs = new Map<number, string>();
  let lines: string[] = [];
  return {
    comments,
    docs,
    comment(token, previous) {
      const start = token.startOffset;
      const last = comments.at(-1);
      const before = Math.max(
        last?.span.end ?? 0,
        previous === undefined ? 0 : previous.startOffset + previous.image.length,
      );
      const gap = text.slice(before, start);
      const written = token.image.replace(/\r$/, "");
      comments.push({ span: { start, end: start + written.length }, text: written });
      if (gap.indexOf("\n") !== gap.lastIndexOf("\n")) lines = [];
      const ownLine = before === 0 || gap.includes("\n");
      if (ownLine && /^\/\/\/(?!\/)/.test(written)) lines.push(written.slice(3).replace(/^ /, "").trimEnd());
    },
    token(index) {
      if (lines.length > 0) docs.set(index, lines.join("\n"));
      lines = [];
    },
  };
}
