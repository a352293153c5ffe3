import { formatDuration, parseDuration, type Limits } from "@authz/model";
import type { IToken, TokenType } from "chevrotain";
import { emptyName } from "../diagnostics/syntax/empty-name.ts";
import { malformedDuration } from "../diagnostics/syntax/malformed-duration.ts";
import { malformedNumber } from "../diagnostics/syntax/malformed-number.ts";
import { nameTooLong } from "../diagnostics/syntax/name-too-long.ts";
import { numberRange } from "../diagnostics/syntax/number-range.ts";
import { singleQuotes } from "../diagnostics/syntax/single-quotes.ts";
import { stringEscape } from "../diagnostics/syntax/string-escape.ts";
import { stringTooLong } from "../diagnostics/syntax/string-too-long.ts";
import { tabInName } from "../diagnostics/syntax/tab-in-name.ts";
import { unclosedName } from "../diagnostics/syntax/unclosed-name.ts";
import { unclosedString } from "../diagnostics/syntax/unclosed-string.ts";
import { isClosed } from "./delimited.ts";
import type { Findings } from "./findings.ts";
import { readEscapes } from "./escapes.ts";
import { DurationLiteral, keywordTypes, NumberLiteral, QuotedName, StringLiteral } from "./tokens.ts";

/** Reads one token and reports at most one thing about it. What the parser needs of a string or quoted name is its payload. */
export function readString(token: IToken, findings: Findings, limits: Limits): void {
  const quote = token.image.charAt(0);
  const closed = isClosed(token.image, quote);
  const written = token.image.slice(1, closed ? -1 : undefined);
  const read = readEscapes(written);
  retype(token, StringLiteral);
  token.payload = read.value;
  const start = token.startOffset;
  const span = { start, end: start + token.image.length };
  if (!closed) return findings.report(unclosedString, span, {});
  if (quote === "'") return findings.report(singleQuotes, span, { text: written }, { suggestion: `"${written}"` });
  if (read.problem !== undefined) {
    const { offset, text, kind } = read.problem;
    const at = start + 1 + offset;
    return findings.report(stringEscape, { start: at, end: at + text.length }, { text, kind });
  }
  if (read.value.length > limits.stringLength) {
    findings.report(stringTooLong, span, { length: read.value.length, limit: limits.stringLength });
  }
}

export function readName(token: IToken, findings: Findings, limits: Limits): void {
  const keyword = keywordTypes.get(token.image);
  if (keyword !== undefined) return retype(token, keyword);
  checkLength(token, token.image, findings, limits);
}

/** A name in backquotes. */
export function readQuotedName(token: IToken, findings: Findings, limits: Limits): void {
  const closed = isClosed(token.image, "`");
  const text = token.image.slice(1, closed ? -1 : undefined);
  retype(token, QuotedName);
  token.payload = text;
  const span = { start: token.startOffset, end: token.startOffset + token.image.length };
  if (!closed) return findings.report(unclosedName, span, {});
  if (text.trim() === "") return findings.report(emptyName, span, {});
  if (text.includes("\t")) return findings.report(tabInName, span, {});
  checkLength(token, text, findings, limits);
}

/** A number as JSON writes it, or one whole number and a unit. */
export function readNumeric(token: IToken, findings: Findings): void {
  const text = token.image;
  const span = { start: token.startOffset, end: token.startOffset + text.length };
  if (/^[0-9][0-9._]*[A-DF-WYZa-df-wyz][0-9A-Za-z_.]*$/.test(text) && !/^0[bo]/.test(text)) {
    retype(token, DurationLiteral);
    const meant = wholeDuration(text);
    if (parseDuration(text) === undefined) {
      findings.report(malformedDuration, span, { text, suggestion: meant }, { suggestion: meant });
    }
    return;
  }
  retype(token, NumberLiteral);
  if (!/^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const suggestion = decimal(text);
    return findings.report(malformedNumber, span, { text, suggestion }, { suggestion });
  }
  const value = Number(text);
  const vanished = value === 0 && /[1-9]/.test(text.replace(/[eE].*/, ""));
  if (vanished || Math.abs(value) > Number.MAX_SAFE_INTEGER) findings.report(numberRange, span, { text });
}

export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
}

/** The value of a string token, the text of a name. */
export function textOf(token: IToken): string {
  const payload: unknown = token.payload;
  return typeof payload === "string" ? payload : token.image;
}

function checkLength(token: IToken, text: string, findings: Findings, limits: Limits): void {
  if (text.length <= limits.nameLength) return;
  const span = { start: token.startOffset, end: token.startOffset + token.image.length };
  findings.report(nameTooLong, span, { length: text.length, limit: limits.nameLength });
}

/** What a number in another language's spelling most likely means. */
function decimal(text: string): string | undefined {
  const plain = text
    .replaceAll("_", "")
    .replace(/^\./, "0.")
    .replace(/^0+(?=[0-9])/, "")
    .replace(/\.$/, "");
  if (/^0[xXbBoO]/.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? String(value) : undefined;
  }
  return /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(plain) ? plain : undefined;
}

const unitWords: ReadonlyMap<string, readonly [number, string]> = new Map<string, readonly [number, string]>([
  ...["s", "sec", "secs", "second", "seconds"].map((unit): [string, [number, string]] => [unit, [1, "s"]]),
  ...["m", "min", "mins", "minute", "minutes"].map((unit): [string, [number, string]] => [unit, [60, "m"]]),
  ...["h", "hr", "hrs", "hour", "hours"].map((unit): [string, [number, string]] => [unit, [3_600, "h"]]),
  ...["d", "day", "days"].map((unit): [string, [number, string]] => [unit, [86_400, "d"]]),
  ...["w", "week", "weeks"].map((unit): [string, [number, string]] => [unit, [604_800, "w"]]),
]);

/** What `15min`, `1.5h` or `2w` say, as one whole number and one unit. */
function wholeDuration(text: string): string | undefined {
  const match = /^0*([0-9]{1,9}(?:\.[0-9]{1,3})?)([a-z]+)$/.exec(text);
  const unit = unitWords.get(match?.[2] ?? "");
  if (match === null || unit === undefined) return undefined;
  const seconds = Number(match[1]) * unit[0];
  if (!Number.isSafeInteger(seconds)) return undefined;
  const own = seconds / unit[0];
  return Number.isSafeInteger(own) && unit[1] !== "w" ? `${own}${unit[1]}` : formatDuration(seconds * 1_000);
}
