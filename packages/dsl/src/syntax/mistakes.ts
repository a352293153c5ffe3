import { suggest, type Span } from "@authz/model";
import type { IToken } from "chevrotain";
import { chainedComparison } from "../diagnostics/syntax/chained-comparison.ts";
import { foreignOperator } from "../diagnostics/syntax/foreign-operator.ts";
import { misspeltWord } from "../diagnostics/syntax/misspelt-word.ts";
import { notAPath } from "../diagnostics/syntax/not-a-path.ts";
import { otherWord } from "../diagnostics/syntax/other-word.ts";
import { strayCharacter } from "../diagnostics/syntax/stray-character.ts";
import { unclosedBlock } from "../diagnostics/syntax/unclosed-block.ts";
import { unexpected } from "../diagnostics/syntax/unexpected.ts";
import { codePointName } from "./characters.ts";
import type { Related } from "./findings.ts";
import type { Input } from "./input.ts";
import { spanOf } from "./lex.ts";
import { explainStart, knownStarts } from "./misplaced.ts";
import { explainLabelled, explainQuotes, explainWord } from "./misused.ts";
import { lostBlock, type Failure } from "./resynchronise.ts";
import { shapeAt, type Shape } from "./shapes.ts";
import { LBrace, LBracket, LParen, PlainName, RBrace, RBracket, RParen, Stray } from "./tokens.ts";

/** Reports one mistake: the most special explanation that fits. */
export function explainFailure(input: Input, failure: Failure): void {
  const { tokens, findings } = input;
  const found = tokens[failure.at];
  const continues = isContinuation(input, failure);
  const first = tokens[continues ? failure.first - 1 : failure.first] ?? found;
  // What is wrong with a token by itself has been reported; what follows from it is not a second mistake.
  const seen = {
    start: first?.startOffset ?? input.text.length,
    end: found === undefined ? input.text.length : endOf(found),
  };
  if (findings.touches(seen)) return;
  if (found?.tokenType === Stray) {
    const character = found.image;
    return findings.report(strayCharacter, spanOf(found), {
      character,
      name: codePointName(character),
      write: undefined,
    });
  }
  if (failure.isGap === true) return explainUnexpected(input, failure, shapeAt(tokens, failure.first, failure.unit));
  if (explainWord(input, failure) || explainLabelled(input, failure)) return;
  if (continues) return explainContinuation(input, failure);
  if (explainQuotes(input, failure)) return;
  if (explainLostBlock(input, failure)) return;
  // `role admin` among attributes is read as the name of one.
  const begins = failure.at === failure.first || (failure.unit === "attribute" && failure.at === failure.first + 1);
  if (begins && explainStart(input, { ...failure, at: failure.first })) return;
  if (explainMisspelling(input, failure, shapeAt(tokens, failure.first, failure.unit))) return;
  explainUnexpected(input, failure, shapeAt(tokens, failure.first, failure.unit));
}

/** What stands deeper than the unit before, up to a `}`, without `{` */
function explainLostBlock(input: Input, failure: Failure): boolean {
  const { at, first, previous } = failure;
  if (at !== first || previous === undefined || input.layout.column(first) <= input.layout.indent(previous))
    return false;
  if (input.tokens[first - 1]?.tokenType === RBrace || lostBlock(input, failure) === undefined) return false;
  const shape = shapeAt(input.tokens, previous, failure.unit);
  explainUnexpected(input, { ...failure, expected: "`{`", isGap: true }, shape);
  return true;
}

/** A unit that begins in the middle of a line: what stands before it has most likely not ended there. */
function isContinuation(input: Input, failure: Failure): boolean {
  if (failure.previous === undefined || input.layout.beginsLine(failure.first)) return false;
  return input.tokens[failure.first - 1]?.tokenType !== LBrace;
}

function explainContinuation(input: Input, failure: Failure): void {
  const shape = shapeAt(input.tokens, failure.previous ?? failure.first, failure.unit);
  const here = { ...failure, at: failure.first, expected: shape?.next ?? "the next declaration" };
  if (explainMisspelling(input, here, shape)) return;
  if (explainStart(input, here)) return;
  explainUnexpected(input, here, shape);
}

/** A word that is nearly one of those that can stand here, or says the same in another language. */
function explainMisspelling(input: Input, failure: Failure, shape: Shape | undefined): boolean {
  const found = input.tokens[failure.at];
  if (found === undefined || shape === undefined) return false;
  const write = shape.synonyms.get(found.image);
  if (write !== undefined) {
    input.findings.report(otherWord, spanOf(found), { word: found.image, write }, { suggestion: write });
    return true;
  }
  if (found.tokenType !== PlainName) return false;
  const suggestion = nearest(found.image, failure.expected, shape);
  if (suggestion === undefined) return false;
  input.findings.report(misspeltWord, spanOf(found), { word: found.image, suggestion }, { suggestion });
  return true;
}

/** The keyword that was meant: the expected one even with its letters in another order, else one that is near. */
function nearest(found: string, expected: string, shape: Shape): string | undefined {
  const wanted = [...expected.matchAll(/`([a-z]+)`/g)].map((match) => match[1] ?? "");
  const letters = [...found].sort().join("");
  const swapped = wanted.find((keyword) => [...keyword].sort().join("") === letters);
  return swapped ?? suggest(found, wanted) ?? (found.length > 2 ? suggest(found, shape.words) : undefined);
}

function explainUnexpected(input: Input, failure: Failure, shape: Shape | undefined): void {
  const { tokens, layout, findings } = input;
  const found = tokens[failure.at];
  const previous = tokens[failure.at - 1];
  const missing =
    found === undefined ||
    failure.isGap === true ||
    (previous !== undefined && layout.beginsLine(failure.at) && failure.at !== failure.first);
  findings.report(
    unexpected,
    placeOf(input, failure.at, missing),
    {
      expected: failure.expected,
      found: missing ? undefined : short(found.image),
      after: previous === undefined ? undefined : short(previous.image),
      shape: shape === undefined ? startHelp(failure) : `${shape.what} reads \`${shape.example}\``,
    },
    { related: opened(input, failure) },
  );
}

function startHelp(failure: Failure): string | undefined {
  return failure.at === failure.first ? `what can stand here begins with ${knownStarts(failure.unit)}` : undefined;
}

/** Long strings are not shown whole. */
function short(image: string): string {
  return image.length > 40 ? `${image.slice(0, 39)}…` : image;
}

/** Where the bracket stands that is to be closed. */
function opened(input: Input, failure: Failure): readonly Related[] {
  const pairs = [
    ["`)`", LParen, RParen],
    ["`,` or `]`", LBracket, RBracket],
    ["`}` or", LBrace, RBrace],
  ] as const;
  const pair = pairs.find(([closing]) => failure.expected.startsWith(closing));
  if (pair === undefined) return [];
  let depth = 0;
  for (let at = failure.at - 1; at >= failure.first; at--) {
    const token = input.tokens[at];
    if (token?.tokenType === pair[2]) depth++;
    if (token?.tokenType === pair[1] && depth-- === 0) return [{ span: spanOf(token), message: "it is opened here" }];
  }
  return [];
}

/** A block without `}`; the place is behind the last token that belongs to it. */
export function reportUnclosed(input: Input, open: number, at: number): void {
  const { tokens, findings } = input;
  const brace = tokens[open];
  const last = tokens[at - 1];
  if (brace === undefined || last === undefined) return;
  if (findings.touches({ start: last.startOffset, end: endOf(last) })) return;
  const end = endOf(last);
  const related = [{ span: spanOf(brace), message: "it is opened here" }];
  findings.report(unclosedBlock, { start: end, end }, {}, { related });
}

/** `=` where `==` is meant. */
export function reportAssignment(input: Input, token: IToken): void {
  input.findings.report(foreignOperator, spanOf(token), { text: "=", write: "==" }, { suggestion: "==" });
}

export function reportChain(input: Input, token: IToken): void {
  input.findings.report(chainedComparison, spanOf(token), { operator: token.image });
}

export function reportNoPath(input: Input, span: Span, operator: string): void {
  input.findings.report(notAPath, span, { operator });
}

/** The token that does not fit, or the place behind the token before, where something is missing. */
function placeOf(input: Input, at: number, missing: boolean): Span {
  const found = input.tokens[at];
  if (found !== undefined && !missing) return spanOf(found);
  const previous = input.tokens[at - 1];
  const end = previous === undefined ? input.text.length : endOf(previous);
  return { start: end, end };
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}
