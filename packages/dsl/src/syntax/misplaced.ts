import { suggest } from "@authz/model";
import { misplacedDeclaration } from "../diagnostics/syntax/misplaced-declaration.ts";
import { mixedUnion } from "../diagnostics/syntax/mixed-union.ts";
import { otherWord } from "../diagnostics/syntax/other-word.ts";
import { unknownDeclaration } from "../diagnostics/syntax/unknown-declaration.ts";
import { unmatchedBracket } from "../diagnostics/syntax/unmatched-bracket.ts";
import { spanOf } from "./lex.ts";
import type { Input } from "./input.ts";
import { isMisplaced, startWords, type Failure, type Unit } from "./resynchronise.ts";
import { foreignDeclarations } from "./foreign-words.ts";
import { shapeAt } from "./shapes.ts";
import { Bar, Colon, PlainName, RBrace, RBracket, RParen } from "./tokens.ts";

/** The first token of a unit fits none. Says whether it reported something. */
export function explainStart(input: Input, failure: Failure): boolean {
  const { findings, tokens } = input;
  const found = tokens[failure.at];
  if (found === undefined) return false;
  if (found.tokenType === RBrace || found.tokenType === RParen || found.tokenType === RBracket) {
    findings.report(unmatchedBracket, spanOf(found), { bracket: found.image });
    return true;
  }
  if (found.tokenType === Bar && (failure.unit === "attribute" || failure.unit === "member")) {
    findings.report(mixedUnion, spanOf(found), {});
    return true;
  }
  const labelled = tokens[failure.at + 1]?.tokenType === Colon ? tokens[failure.at + 2] : undefined;
  const misplaced = [found, labelled].find(
    (token) => token !== undefined && isMisplaced(token.tokenType, failure.unit),
  );
  if (misplaced !== undefined) {
    findings.report(misplacedDeclaration, spanOf(misplaced), { word: misplaced.image });
    return true;
  }
  return explainUnknownWord(input, failure);
}

function explainUnknownWord(input: Input, failure: Failure): boolean {
  const { findings, tokens, layout } = input;
  const found = tokens[failure.at];
  if (found?.tokenType !== PlainName || !layout.beginsLine(failure.at)) return false;
  if (failure.unit !== "declaration" && failure.unit !== "member" && failure.unit !== "clause") return false;
  const text = found.image;
  const before = failure.previous === undefined ? undefined : shapeAt(tokens, failure.previous, failure.unit);
  const write = foreignDeclarations.get(text) ?? before?.synonyms.get(text);
  if (write !== undefined && failure.unit !== "clause") {
    findings.report(otherWord, spanOf(found), { word: text, write }, { suggestion: write });
    return true;
  }
  const words = startWords(failure.unit);
  const suggestion = suggest(text, [...words, ...(before?.words ?? [])]);
  const known = knownStarts(failure.unit);
  findings.report(unknownDeclaration, spanOf(found), { word: text, suggestion, known }, { suggestion });
  return true;
}

export function knownStarts(unit: Unit): string {
  if (unit === "member") return "`action`, `role`, `allow`, `deny`, `require`, or the name of an attribute and `:`";
  if (unit === "clause") return "`acr`, `amr` or `within`";
  return "`subject`, `resource`, `role`, `allow`, `deny`, `test` and the like";
}
