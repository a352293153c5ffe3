import type { IToken } from "chevrotain";
import { foreignOperator } from "../diagnostics/syntax/foreign-operator.ts";
import { strayCharacter } from "../diagnostics/syntax/stray-character.ts";
import { foreignLetter } from "../diagnostics/text/foreign-letter.ts";
import { codePointName } from "./characters.ts";
import type { Findings } from "./findings.ts";
import { retype } from "./literals.ts";
import { keywordTypes, lexedTypes, PlainName, Stray } from "./tokens.ts";

/**
 * Characters beyond ASCII outside strings and comments. Is it a token of its own? Not when it is part of the word before it,
 * nor when nothing is left but invisible characters, which have been reported.
 */
export function readForeign(token: IToken, previous: IToken | undefined, findings: Findings): boolean {
  const span = { start: token.startOffset, end: token.startOffset + token.image.length };
  const visible = token.image.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?![\uFE0E\uFE0F])\p{DI}/gu, "");
  const attached =
    previous !== undefined && isWord(previous) && previous.startOffset + previous.image.length === span.start;
  const letter = /(?=[\p{L}\p{M}\p{N}])[^\0-\x7f]/u.exec(visible)?.[0];
  const other = /[^\p{L}\p{M}\p{N}_]/u.exec(visible)?.[0];
  if (other !== undefined) {
    findings.report(strayCharacter, span, {
      character: other,
      name: codePointName(other),
      write: typographic.get(other),
    });
    retype(token, Stray);
    return true;
  }
  if (letter !== undefined) {
    const word = (attached ? previous.image : "") + visible;
    const start = attached ? previous.startOffset : span.start;
    findings.report(
      foreignLetter,
      { start, end: span.end },
      { word, letter: `\`${letter}\` (${codePointName(letter)})` },
    );
  } else findings.mark(span.start);
  if (!attached) retype(token, PlainName);
  else {
    previous.image += token.image;
    retype(previous, PlainName);
  }
  return !attached && visible !== "";
}

/** `&&` is read as `and`, and so on, so that the rest of the declaration is still checked. */
export function readForeignOperator(token: IToken, findings: Findings): void {
  const write = operators.get(token.image) ?? "and";
  const span = { start: token.startOffset, end: token.startOffset + token.image.length };
  findings.report(foreignOperator, span, { text: token.image, write }, { suggestion: write });
  const type = keywordTypes.get(write) ?? lexedTypes.find((known) => known.PATTERN === write);
  if (type !== undefined) retype(token, type);
}

function isWord(token: IToken): boolean {
  return /^[A-Za-z0-9_\u0080-\uFFFF]+$/.test(token.image);
}

const operators: ReadonlyMap<string, string> = new Map([
  ["&&", "and"],
  ["&", "and"],
  ["||", "or"],
  ["!", "not"],
  ["===", "=="],
  ["!==", "!="],
  ["<>", "!="],
  ["=>", ">="],
  ["=<", "<="],
]);

/** What typographic characters most likely stand for. */
const typographic: ReadonlyMap<string, string> = new Map([
  ...["“", "”", "„", "‟", "«", "»", "‘", "’", "‚", "‛"].map((quote): [string, string] => [quote, '"']),
  ...["–", "—", "−"].map((dash): [string, string] => [dash, "-"]),
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["∧", "and"],
  ["∨", "or"],
  ["¬", "not"],
  ["\u00a0", "a plain space"],
]);
