/**
 * Patterns of tokens with an end of their own, written by hand: a regular expression that repeats a choice overflows the
 * stack on long input.
 */
type Match = [string] | null;

/** To the closing quote, or to the end of the line where there is none. */
export function matchQuotedString(text: string, start: number): Match {
  return matchQuoted(text, start, '"', true);
}

export function matchSingleQuoted(text: string, start: number): Match {
  return matchQuoted(text, start, "'", true);
}

export function matchQuotedName(text: string, start: number): Match {
  return matchQuoted(text, start, "`", false);
}

/** How far the end of a comment with comments in it is looked for. */
const NEAR = 400;

/** To its end, that of comments inside it passed over when it is near; else to the first end, or to the end of the text. */
export function matchBlockComment(text: string, start: number): Match {
  if (!text.startsWith("/*", start)) return null;
  const first = text.indexOf("*/", start + 2);
  if (first < 0) return [text.slice(start)];
  const near = text.slice(start, start + NEAR);
  let depth = 0;
  for (const mark of near.matchAll(/\/\*|\*\//g)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return [near.slice(0, mark.index + 2)];
  }
  return [text.slice(start, first + 2)];
}

/** Is this whole token closed by its quote? */
export function isClosed(image: string, quote: string): boolean {
  if (image.length < 2 || !image.endsWith(quote)) return false;
  let slashes = 0;
  while (image.charAt(image.length - 2 - slashes) === "\\") slashes++;
  return slashes % 2 === 0;
}

function matchQuoted(text: string, start: number, quote: string, hasEscapes: boolean): Match {
  if (text.charAt(start) !== quote) return null;
  let at = start + 1;
  while (!isLineEnd(text, at)) {
    const character = text.charAt(at);
    at += hasEscapes && character === "\\" && !isLineEnd(text, at + 1) ? 2 : 1;
    if (character === quote) return [text.slice(start, at)];
  }
  // Brackets at the end of the line belong to the declaration rather than to the string.
  while (at > start + 1 && " \t{}()[],".includes(text.charAt(at - 1))) at--;
  return [text.slice(start, at)];
}

function isLineEnd(text: string, at: number): boolean {
  const character = text.charAt(at);
  return character === "" || character === "\n" || (character === "\r" && text.charAt(at + 1) === "\n");
}
