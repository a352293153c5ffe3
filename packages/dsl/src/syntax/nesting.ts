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
  /** For each open bracket, the `not`s before it. */
  const open: number[] = [];
  let depth = 0;
  let nots = 0;
  let reported = false;
  for (const [index, token] of tokens.entries()) {
    const type = token.tokenType;
    if (type === word.not && !isName(tokens[index - 1])) {
      nots++;
      depth++;
    } else if (opening.has(type)) {
      open.push(nots);
      nots = 0;
      depth++;
    } else {
      depth -= nots;
      nots = 0;
      if (closing.has(type) && open.length > 0) depth -= 1 + (open.pop() ?? 0);
      if (open.length === 0) reported = false;
      continue;
    }
    if (depth <= limit) continue;
    retype(token, Stray);
    if (!reported) findings.report(tooDeep, spanOf(token), { limit });
    else findings.mark(token.startOffset);
    reported = true;
  }
}

/** `but not` nests nothing, and after a dot the word is a name. */
function isName(previous: IToken | undefined): boolean {
  return previous?.tokenType === word.but || previous?.tokenType === Dot;
}
