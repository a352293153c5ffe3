import type { IToken } from "chevrotain";
import { tooDeep } from "../diagnostics/syntax/too-deep.ts";
import type { Findings } from "./findings.ts";
import { spanOf } from "./lex.ts";
import { retype } from "./literals.ts";
import { Dot, LBrace, LBracket, LParen, RBrace, RBracket, RParen, Stray, word } from "./tokens.ts";

const opening = new Set([LBrace, LBracket, LParen]);
const closing = new Set([RBrace, RBracket, RParen]);

/**
 * Brackets of any kind and chains of `not` inside one another, counted before parsing, which goes as deep as they do. What is
 * too deep becomes a token that fits nowhere.
 */
export function limitNesting(tokens: readonly IToken[], limit: number, findings: Findings): void {
  /** For each open bracket: how much deeper it makes what it holds, the `not`s before it included. */
  const open: { readonly weight: number; readonly isCut: boolean; readonly offset: number }[] = [];
  let depth = 0;
  let nots = 0;
  let reported = false;
  function cut(token: IToken): void {
    retype(token, Stray);
    if (reported) return;
    findings.report(tooDeep, spanOf(token), { limit });
    // What holds it is no second mistake.
    for (const { offset } of open) findings.mark(offset);
    reported = true;
  }
  for (const [index, token] of tokens.entries()) {
    const type = token.tokenType;
    if (type === word.not && !isName(tokens[index - 1])) {
      nots++;
      if (depth + nots > limit) cut(token);
    } else if (opening.has(type)) {
      open.push({ weight: nots + 1, isCut: depth + nots + 1 > limit, offset: token.startOffset });
      depth += nots + 1;
      nots = 0;
      if (depth > limit) cut(token);
    } else {
      nots = 0;
      const last = closing.has(type) ? open.pop() : undefined;
      depth -= last?.weight ?? 0;
      if (last?.isCut === true) retype(token, Stray);
      if (open.length === 0) reported = false;
    }
  }
  // Nor are the blocks that have no end since the text stops in the depth.
  if (reported) findings.mark(spanOf(tokens.at(-1)).end);
}

/** `but not` nests nothing, and after a dot the word is a name. */
function isName(previous: IToken | undefined): boolean {
  return previous?.tokenType === word.but || previous?.tokenType === Dot;
}
