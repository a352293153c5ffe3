import type { IToken, TokenType } from "chevrotain";
import { Colon, Comma, Dot, LBracket, LParen, Question, RBracket, RParen } from "../syntax/tokens.ts";
import { fill, indent, type Doc, type GapDoc } from "./doc.ts";
import type { ReadTrivia, Trivia } from "./trivia.ts";

/**
 * Writes the tokens of a file one after the other. Those who write a node say where lines may end; the words come from the
 * text, so that none can be lost, added or changed.
 */
export interface Writer {
  is(type: TokenType): boolean;
  /** Is there a token before the offset? */
  isBefore(end: number): boolean;
  /** The next token. */
  token(): Doc;
  /** Between the last token and the next: one space, or none where two signs belong together. */
  gap(): Doc;
  /** The same, with a text of its own. */
  space(text: string): Doc;
  /** A space, or the end of the line. */
  line(text?: string): Doc;
  /** The end of the line, always. */
  hardLine(): Doc;
  /** Before a closing bracket: like `line`, or like `hardLine`. */
  closing(style: "line" | "hard", flat: string): Doc;
  /** The tokens before the offset. */
  upTo(end: number): Doc;
  /** The same, with the gap before them. */
  more(end: number): Doc;
  /** Leaves out a comma that need not be there, unless a comment would then stand elsewhere. */
  optionalComma(): Doc;
}

export interface WriterInput {
  readonly tokens: readonly IToken[];
  readonly readTrivia: ReadTrivia;
  /** The index of the first token to write. */
  readonly from: number;
}

export function createWriter({ tokens, readTrivia, from }: WriterInput): Writer {
  let index = from;
  /** Where the last token that was written ends. */
  let end = 0;
  let last: IToken | undefined;
  /** An empty line stood before a comma that was left out. */
  let wasBlank = false;

  function start(): number {
    return tokens[index]?.startOffset ?? Infinity;
  }
  function token(): Doc {
    const next = tokens[index++];
    if (next === undefined) return "";
    end = next.startOffset + next.image.length;
    last = next;
    return next.image;
  }
  function gap(style: GapDoc["style"], flat: string, closing = false): Doc {
    const trivia = readTrivia(end, start());
    const all = wasBlank ? withBlank(trivia) : trivia;
    wasBlank = false;
    return { kind: "gap", style, flat, trivia: all, closing };
  }
  function between(): Doc {
    return gap("fixed", belongTogether(last?.tokenType, tokens[index]?.tokenType) ? "" : " ");
  }
  function tokensTo(limit: number): Doc[] {
    const docs: Doc[] = [];
    while (start() < limit) docs.push(between(), token());
    return docs;
  }
  return {
    is: (type) => tokens[index]?.tokenType === type,
    isBefore: (limit) => start() < limit,
    token,
    gap: between,
    space: (text) => gap("fixed", text),
    line: (text = " ") => gap("line", text),
    hardLine: () => gap("hard", " "),
    closing: (style, flat) => gap(style, flat, true),
    upTo: (limit) => (start() < limit ? [token(), indent(tokensTo(limit))] : ""),
    more: (limit) => (start() < limit ? indent(tokensTo(limit)) : ""),
    optionalComma() {
      const comma = tokens[index];
      if (comma?.tokenType !== Comma) return "";
      const before = readTrivia(end, comma.startOffset);
      const behind = readTrivia(comma.startOffset + 1, tokens[index + 1]?.startOffset ?? Infinity);
      if (before !== undefined && (hasComment(before) || behind?.trailing !== undefined)) return [between(), token()];
      wasBlank = before !== undefined;
      end = comma.startOffset + 1;
      index++;
      return "";
    },
  };
}

function hasComment({ trailing, lines }: Trivia): boolean {
  return trailing !== undefined || lines.length > 0;
}

/** With an empty line before all of it. */
function withBlank(trivia: Trivia | undefined): Trivia {
  const {
    trailing,
    lines: [first, ...more],
    blank,
  } = trivia ?? { trailing: undefined, lines: [], blank: true };
  if (first === undefined) return { trailing, lines: [], blank: true };
  return { trailing, lines: [{ ...first, blank: true }, ...more], blank };
}

const tightBefore: ReadonlySet<TokenType | undefined> = new Set([Comma, Colon, Question, Dot, RParen, RBracket]);
const tightBehind: ReadonlySet<TokenType | undefined> = new Set([Dot, LParen, LBracket]);

function belongTogether(left: TokenType | undefined, right: TokenType | undefined): boolean {
  return tightBehind.has(left) || tightBefore.has(right);
}

/** `a, b` or `a | b` or `a and b`, as many on a line as fit. */
export function writeJoined<T>(writer: Writer, items: readonly T[], write: (item: T) => Doc): Doc {
  const docs: Doc[] = [];
  for (const [position, item] of items.entries()) {
    if (position === 0) docs.push(write(item));
    else if (writer.is(Comma)) docs.push(writer.gap(), writer.token(), fill([writer.line(), write(item)]));
    else docs.push(fill([writer.line(), writer.token(), writer.gap(), write(item)]));
  }
  return docs;
}

interface Spanned {
  readonly span: { readonly start: number; readonly end: number };
}

/** The same for items that are words of their own. */
export function writeWords(writer: Writer, items: readonly Spanned[]): Doc {
  return writeJoined(writer, items, ({ span }) => writer.upTo(span.end));
}

/** A clause with a list, such as `includes a, b`: in a group, the line may end before it. */
export function writeListClause<T extends Spanned>(
  writer: Writer,
  items: readonly T[],
  write: (item: T) => Doc = ({ span }) => writer.upTo(span.end),
): Doc {
  const [first] = items;
  if (first === undefined) return "";
  const gap = writer.line();
  const keyword = writer.upTo(first.span.start);
  return [gap, keyword, indent([writer.gap(), writeJoined(writer, items, write)])];
}
