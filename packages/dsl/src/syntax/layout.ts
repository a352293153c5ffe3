import type { IToken } from "chevrotain";

/** Which token begins a line, and how far lines are indented. */
export interface Layout {
  beginsLine(index: number): boolean;
  /** The column of the token, from 0. */
  column(index: number): number;
  /** The column of the first token on the line of this one. */
  indent(index: number): number;
}

export function createLayout(text: string, tokens: readonly IToken[]): Layout {
  const columns = new Int32Array(tokens.length);
  const indents = new Int32Array(tokens.length);
  const begins = new Uint8Array(tokens.length);
  let end = 0;
  let lineStart = 0;
  for (const [index, token] of tokens.entries()) {
    const start = token.startOffset;
    let at = start - 1;
    while (at >= end && text.charCodeAt(at) !== 10) at--;
    const isFirst = at >= end || index === 0;
    if (at >= end) lineStart = at + 1;
    columns[index] = start - lineStart;
    indents[index] = isFirst ? start - lineStart : (indents[index - 1] ?? 0);
    begins[index] = isFirst ? 1 : 0;
    end = start + token.image.length;
  }
  return {
    beginsLine: (index) => begins[index] === 1,
    column: (index) => columns[index] ?? 0,
    indent: (index) => indents[index] ?? 0,
  };
}
