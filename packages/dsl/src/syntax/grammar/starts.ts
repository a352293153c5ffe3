import type { TokenType } from "chevrotain";
import { DurationLiteral, Minus, NumberLiteral, StringLiteral, word } from "../tokens.ts";

const literals: ReadonlySet<TokenType> = new Set([
  StringLiteral,
  NumberLiteral,
  DurationLiteral,
  Minus,
  word.true,
  word.false,
]);

/** `time` and `ip` begin a literal only before a string. */
export function isLiteralStart(type: TokenType, beforeString: boolean): boolean {
  return literals.has(type) || (beforeString && (type === word.time || type === word.ip));
}
