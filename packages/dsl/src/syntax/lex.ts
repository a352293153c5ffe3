import { Lexer, type IToken } from "chevrotain";
import type { Limits, Source } from "@authz/model";
import { blockComment } from "../diagnostics/syntax/block-comment.ts";
import { hashComment } from "../diagnostics/syntax/hash-comment.ts";
import { semicolon } from "../diagnostics/syntax/semicolon.ts";
import { tooManyTokens } from "../diagnostics/text/too-many-tokens.ts";
import type { Findings } from "./findings.ts";
import { readForeign, readForeignOperator } from "./foreign.ts";
import { readName, readNumeric, readQuotedName, readString, retype } from "./literals.ts";
import { createTrivia, type Trivia } from "./trivia.ts";
import * as t from "./tokens.ts";

export interface Lexed {
  readonly tokens: IToken[];
  readonly trivia: Trivia;
}

/** Text is lexed in pieces of whole lines, so that a text with far too many tokens is given up early. */
const PIECE = 65_536;

/** Undefined when there are too many tokens. Every character is in a token, in a comment, or space: nothing fails. */
export function lex(source: Source, findings: Findings, limits: Limits): Lexed | undefined {
  const state: State = { text: source.text, findings, limits, tokens: [], trivia: createTrivia(source.text), hash: -2 };
  const tokenizer = (lexer ??= createLexer(false));
  // A byte order mark first is skipped.
  for (let at = source.text.startsWith("\uFEFF") ? 1 : 0; at < source.text.length;) {
    const piece = source.text.slice(at, endOfPiece(source.text, at));
    let end = at + piece.length;
    for (const token of tokenizer.tokenize(piece).tokens) {
      token.startOffset += at;
      token.endOffset = token.startOffset + token.image.length - 1;
      if (token.tokenType === t.BlockComment) end = Math.max(end, endOfComment(source.text, token.startOffset));
      take(token, state);
    }
    if (state.tokens.length > limits.tokensInFile) {
      const last = state.tokens[limits.tokensInFile];
      findings.report(tooManyTokens, spanOf(last), { limit: limits.tokensInFile });
      return undefined;
    }
    at = end;
  }
  return { tokens: state.tokens, trivia: state.trivia };
}

export function spanOf(token: IToken | undefined): { start: number; end: number } {
  const start = token?.startOffset ?? 0;
  return { start, end: start + (token?.image.length ?? 0) };
}

let lexer: Lexer | undefined;

/** `validate`: let chevrotain check the tokens, which takes time and is done by a test. */
export function createLexer(validate: boolean): Lexer {
  return new Lexer(t.lexedTypes, {
    positionTracking: "onlyOffset",
    ensureOptimizations: true,
    skipValidations: !validate,
  });
}

function endOfPiece(text: string, start: number): number {
  const lineEnd = text.indexOf("\n", start + PIECE);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

function endOfComment(text: string, start: number): number {
  const end = text.indexOf("*/", start + 2);
  return end < 0 ? text.length : end + 2;
}

interface State {
  readonly text: string;
  readonly findings: Findings;
  readonly limits: Limits;
  readonly tokens: IToken[];
  readonly trivia: Trivia;
  /** The end of the last `#` comment: lines of them are one mistake. */
  hash: number;
}

/** Decides what a token is for the parser, if anything, and reports what is wrong with it by itself. */
function take(token: IToken, state: State): void {
  const { findings, limits, tokens } = state;
  switch (token.tokenType) {
    case t.Comment:
      return state.trivia.comment(token, tokens.at(-1));
    case t.BlockComment:
      return findings.report(blockComment, spanOf(token), { closed: token.image.endsWith("*/") ? "yes" : "no" });
    case t.HashComment:
      return takeHashComment(token, state);
    case t.Semicolon:
      return findings.report(semicolon, spanOf(token), {});
    case t.StringLiteral:
    case t.SingleQuoted:
      readString(token, findings, limits);
      break;
    case t.Numeric:
      readNumeric(token, findings);
      break;
    case t.PlainName:
      readName(token, findings, limits);
      break;
    case t.QuotedName:
      readQuotedName(token, findings, limits);
      break;
    case t.ForeignOperator:
      readForeignOperator(token, findings);
      break;
    case t.Foreign:
      if (!readForeign(token, tokens.at(-1), findings)) return;
      break;
    case t.Colon:
    case t.Question:
      makeName(tokens.at(-1));
      break;
    default:
  }
  state.trivia.token(tokens.length);
  tokens.push(token);
}

/** A word directly followed by `:` or `?` is always a name. */
function makeName(previous: IToken | undefined): void {
  if (previous === undefined || !t.keywordTypes.has(previous.image)) return;
  retype(previous, t.PlainName);
}

function takeHashComment(token: IToken, state: State): void {
  const between = state.text.slice(Math.max(0, state.hash), token.startOffset);
  const continues = state.hash >= 0 && between.trim() === "" && between.indexOf("\n") === between.lastIndexOf("\n");
  state.hash = token.startOffset + token.image.length;
  if (continues) state.findings.mark(token.startOffset);
  else state.findings.report(hashComment, spanOf(token), {});
}
