import { missingPeople } from "../diagnostics/syntax/missing-people.ts";
import { misplacedNot } from "../diagnostics/syntax/misplaced-not.ts";
import { misspeltWord } from "../diagnostics/syntax/misspelt-word.ts";
import { otherWord } from "../diagnostics/syntax/other-word.ts";
import { reservedWord } from "../diagnostics/syntax/reserved-word.ts";
import { suggest } from "@authz/model";
import type { TokenType } from "chevrotain";
import { spanOf } from "./lex.ts";
import type { Input } from "./input.ts";
import type { Failure } from "./resynchronise.ts";
import { unexpected } from "../diagnostics/syntax/unexpected.ts";
import { ClaimMode, Colon, Effect, PlainName, StringLiteral, word } from "./tokens.ts";

const tests = new Set<TokenType | undefined>([word.in, word.has, word.like, word.contains, word.is]);
const joins = new Set<TokenType | undefined>([word.and, word.or]);

/** Keywords in places where they mean nothing, or not what was meant. Says whether it reported something. */
export function explainWord(input: Input, failure: Failure): boolean {
  return (
    explainNot(input, failure) ||
    explainMissingPeople(input, failure) ||
    explainReserved(input, failure) ||
    explainNoAction(input, failure)
  );
}

/** `a not in b`, `a is not b`, `can not`, `not` as a person */
function explainNot(input: Input, { at, expected }: Failure): boolean {
  const { tokens, findings } = input;
  const type = (index: number): TokenType | undefined => tokens[index]?.tokenType;
  if (type(at) === word.not && tests.has(type(at + 1))) {
    const write = `write \`not\` before the whole comparison: \`when not resource.status ${tokens[at + 1]?.image} …\``;
    findings.report(misplacedNot, spanOf(tokens[at]), { found: "inside a comparison", write });
    return true;
  }
  const behind = [at, at - 1].find((index) => type(index) === word.not && tests.has(type(index - 1)));
  if (behind !== undefined) {
    const operator = tokens[behind - 1]?.image;
    const write = `write \`not\` before the whole comparison: \`when not subject ${operator} …\``;
    findings.report(misplacedNot, spanOf(tokens[behind]), { found: `behind \`${operator}\``, write });
    return true;
  }
  const can = [at - 1, at - 2, at - 3].find((index) => type(index) === word.can && type(index + 1) === word.not);
  if (can !== undefined) {
    const span = { start: spanOf(tokens[can]).start, end: spanOf(tokens[can + 1]).end };
    findings.report(otherWord, span, { word: "can not", write: "cannot" }, { suggestion: "cannot" });
    return true;
  }
  if (type(at) !== word.not || !expected.includes("`anyone`")) return false;
  const before = joins.has(type(at - 1)) ? `behind \`${tokens[at - 1]?.image}\`` : "here";
  const write = "write from whom people are taken away: `anyone but not auditor`";
  findings.report(misplacedNot, spanOf(tokens[at]), { found: before, write });
  return true;
}

/** `allow to read` */
function explainMissingPeople(input: Input, { at, expected }: Failure): boolean {
  const { tokens, findings } = input;
  const begins = tokens[at - 1];
  if (!expected.includes("`anyone`") || tokens[at]?.tokenType !== word.to || begins === undefined) return false;
  if (![Effect, ClaimMode].some((kind) => begins.tokenType.CATEGORIES?.includes(kind))) return false;
  findings.report(missingPeople, spanOf(tokens[at]), { word: begins.image });
  return true;
}

/** `true` and `false` where a name should stand */
function explainReserved(input: Input, { at, expected }: Failure): boolean {
  const found = input.tokens[at];
  if (found === undefined || (found.tokenType !== word.true && found.tokenType !== word.false)) return false;
  if (expected.startsWith("`")) return false;
  input.findings.report(reservedWord, spanOf(found), { word: found.image, expected });
  return true;
}

/** `can Invoice "i1"` */
function explainNoAction(input: Input, { at, expected }: Failure): boolean {
  const { tokens, findings } = input;
  if (!expected.startsWith("the entity that is asked") || tokens[at]?.tokenType !== StringLiteral) return false;
  const type = tokens[at - 1];
  const shape = 'write what is asked before it: `can read Invoice "i1"`';
  findings.report(unexpected, spanOf(type), { expected: "an action", found: type?.image, after: undefined, shape });
  return true;
}

const labelled: readonly string[] = ["allow", "deny", "require", "never", "always"];

/** `closed: dney owner to update`, which reads like an attribute, and `closed: owner to update` */
export function explainLabelled(input: Input, { at }: Failure): boolean {
  const { tokens, findings, layout } = input;
  const [colon, meant, found] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  if (colon?.tokenType !== Colon || meant?.tokenType !== PlainName || found === undefined) return false;
  if (layout.beginsLine(at) || layout.beginsLine(at - 1)) return false;
  const suggestion = suggest(meant.image, labelled);
  if (suggestion !== undefined) {
    findings.report(misspeltWord, spanOf(meant), { word: meant.image, suggestion }, { suggestion });
    return true;
  }
  if (found.tokenType !== word.to) return false;
  const shape = "a rule reads `allow editor to update, send when resource.amount < 100`";
  const end = spanOf(colon).end;
  const expected = "`allow`, `deny` or `require`";
  findings.report(unexpected, { start: end, end }, { expected, found: undefined, after: colon.image, shape });
  return true;
}

/** A name where a string should stand */
export function explainQuotes(input: Input, { at, expected }: Failure): boolean {
  const { tokens, findings, layout } = input;
  const found = tokens[at];
  if (found?.tokenType !== PlainName || !expected.includes("in double quotes") || layout.beginsLine(at)) return false;
  const write = `"${found.image}"`;
  const shape = `write it in double quotes: ${write}`;
  findings.report(
    unexpected,
    spanOf(found),
    { expected, found: found.image, after: undefined, shape },
    { suggestion: write },
  );
  return true;
}
