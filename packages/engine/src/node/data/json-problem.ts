import type { Span } from "@authz/model";
import { parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";

/** What is wrong with a text that is not JSON: the first thing, in words. */
export interface JsonProblem {
  readonly span: Span;
  readonly problem: string;
  readonly remedy: string;
}

type Words = Omit<JsonProblem, "span">;

export function jsonProblem(text: string): JsonProblem {
  if (text.trim() === "") {
    return { span: { start: 0, end: 0 }, problem: "there is nothing", remedy: "write a JSON value" };
  }
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first === undefined) {
    const problem = "it breaks a rule of JSON somewhere in this value";
    return { span: { start: 0, end: 1 }, problem, remedy: "write it as RFC 8259 has it" };
  }
  const { offset } = first;
  const span = { start: offset, end: Math.min(text.length, offset + Math.max(first.length, 1)) };
  return { span, ...explain(printParseErrorCode(first.error), { text, span }) };
}

interface Place {
  readonly text: string;
  readonly span: Span;
}

function explain(code: string, place: Place): Words {
  const found = shown(place);
  switch (code) {
    case "InvalidSymbol":
      return invalidSymbol(place);
    case "PropertyNameExpected":
    case "ValueExpected":
      return missing(code, place);
    case "CommaExpected":
      return missingComma(place);
    case "ColonExpected":
      return { problem: `a colon was expected before ${found}`, remedy: 'write "name": value' };
    case "CloseBraceExpected":
      return { problem: `a \`}\` was expected before ${found}`, remedy: "close the object" };
    case "CloseBracketExpected":
      return { problem: `a \`]\` was expected before ${found}`, remedy: "close the list" };
    case "EndOfFileExpected":
      return { problem: `${found} follows after its end`, remedy: "keep one value; JSON Lines has many, one a line" };
    case "InvalidCommentToken":
    case "UnexpectedEndOfComment":
      return { problem: "a comment stands here", remedy: "take the comment away: JSON has none" };
    default:
      return insideToken(code, found);
  }
}

function insideToken(code: string, found: string): Words {
  switch (code) {
    case "UnexpectedEndOfString":
      return { problem: "a string does not end on its line", remedy: 'end it with "; a line break in a string is \\n' };
    case "UnexpectedEndOfNumber":
      return { problem: `${found} is no number`, remedy: "write numbers as 12, -3.5 or 1e6" };
    case "InvalidUnicode":
    case "InvalidEscapeCharacter":
      return {
        problem: "a backslash in this string begins no escape",
        remedy: 'the escapes are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits',
      };
    case "InvalidCharacter":
      return {
        problem: "this string holds a control character",
        remedy: "write it as \\n, \\t or \\u and four hex digits",
      };
    default:
      return { problem: `${found} cannot stand here`, remedy: "write it as RFC 8259 has it" };
  }
}

/** A run of letters or signs that is no value. */
function invalidSymbol(place: Place): Words {
  const word = place.text.slice(place.span.start, place.span.end);
  if (word.startsWith("'")) return { problem: "a string begins with '", remedy: 'write strings in double quotes: "…"' };
  if (/^[-+.\d]/.test(word)) return insideToken("UnexpectedEndOfNumber", shown(place));
  const isName = /^\s*:/.test(place.text.slice(place.span.end, place.span.end + 100));
  return missing(isName ? "PropertyNameExpected" : "ValueExpected", place);
}

function missing(code: "PropertyNameExpected" | "ValueExpected", place: Place): Words {
  const found = shown(place);
  if (
    /^[}\]]/.test(place.text.slice(place.span.start)) &&
    place.text.slice(0, place.span.start).trimEnd().endsWith(",")
  ) {
    return { problem: `a comma stands before ${found}`, remedy: "take the last comma away" };
  }
  return code === "PropertyNameExpected"
    ? { problem: `a name in double quotes was expected, not ${found}`, remedy: 'write names as strings: "name": value' }
    : {
        problem: `a value was expected, not ${found}`,
        remedy: "write a string in double quotes, a number, a list, an object, true, false or null",
      };
}

function missingComma(place: Place): Words {
  const found = shown(place);
  const character = place.text[place.span.start];
  if (character === "}") return { problem: "a list is closed with `}`", remedy: "close it with `]`" };
  if (character === "]") return { problem: "an object is closed with `]`", remedy: "close it with `}`" };
  if (/\d/.test(place.text[place.span.start - 1] ?? "")) {
    return { problem: "a number begins with a zero", remedy: "write numbers without leading zeros" };
  }
  return { problem: `a comma was expected before ${found}`, remedy: "put a comma between two values" };
}

function shown({ text, span }: Place): string {
  if (span.start >= text.length) return "the end";
  const line = text.slice(span.start, Math.min(span.end, span.start + 41)).split("\n", 1)[0] ?? "";
  return `\`${line.length > 40 ? `${line.slice(0, 40)}…` : line}\``;
}
