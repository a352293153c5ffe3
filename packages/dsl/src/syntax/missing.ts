import { shapeAt } from "./shapes.ts";
import type { Input } from "./input.ts";
import { depthBetween, isStart, type Failure } from "./resynchronise.ts";
import { Colon, keywordTypes } from "./tokens.ts";

/** A token that was read as a name, and what was expected there. */
export interface TakenName {
  readonly index: number;
  readonly expected: string;
}

/**
 * Keywords can be names, so that where a name is missing, the keyword behind the gap is taken for it and the parser fails
 * later. The mistake is then in the gap: before what begins on the next line, or before the keyword that is the last token
 * read. `first` of the result is that of the unit with the gap.
 */
export function earliest(input: Input, mistake: Failure, taken: readonly TakenName[]): Failure {
  const { tokens, layout } = input;
  const continues = mistake.at === mistake.first && mistake.previous !== undefined && !layout.beginsLine(mistake.first);
  const failure = continues ? { ...mistake, first: mistake.previous ?? mistake.first } : mistake;
  const swallowed = taken.find(({ index }) => {
    if (index <= failure.first || index >= mistake.at) return false;
    return isStart(input, index, failure, depthBetween(tokens, failure.first, index));
  });
  if (swallowed !== undefined) return { ...failure, at: swallowed.index, expected: swallowed.expected, isGap: true };
  const depth = depthBetween(tokens, mistake.first, mistake.at);
  if (mistake.at > mistake.first && isStart(input, mistake.at, mistake, depth)) return { ...mistake, isGap: true };
  if (isLostEntry(input, mistake)) return { ...mistake, at: mistake.first };
  const last = taken.at(-1);
  const token = tokens[mistake.at - 1];
  if (last === undefined || token === undefined || last.index !== mistake.at - 1 || last.index <= failure.first)
    return mistake;
  const words: readonly string[] = shapeAt(tokens, failure.first, failure.unit)?.words ?? [];
  const isKeyword = token.tokenType === keywordTypes.get(token.image);
  return isKeyword && words.includes(token.image) ? { ...failure, at: last.index, expected: last.expected } : mistake;
}

/** `amount: 40` on a line of its own in a test, deeper than the statement before it: its record has lost the brace. */
function isLostEntry({ layout, tokens }: Input, { unit, first, at, previous }: Failure): boolean {
  if ((unit !== "fact" && unit !== "statement") || previous === undefined || at !== first + 1) return false;
  return tokens[at]?.tokenType === Colon && layout.beginsLine(first) && layout.column(first) > layout.indent(previous);
}
