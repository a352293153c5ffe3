import { describe, expect, test } from "@jest/globals";
import { createLexer } from "./lex.ts";
import { mistakes, outlines, parse } from "./testing/parse.ts";

function value(literal: string): string {
  const [rule] = outlines(`allow a to b on C when x == ${literal}`);
  return /right=(.*)\)\)\]\)$/.exec(rule ?? "")?.[1] ?? "";
}

function wrong(literal: string): readonly string[] {
  return mistakes(`allow a to b on C when x == ${literal} and y == 1\nrole ok`);
}

test("chevrotain finds nothing wrong with the tokens", () => {
  expect(createLexer(true)).toMatchObject({ lexerDefinitionErrors: [], lexerDefinitionWarning: [] });
});

describe("strings have JSON's escapes", () => {
  test.each([
    '""',
    '"a"',
    '"\\" \\\\ \\/ \\b \\f \\n \\r \\t"',
    '"\\u0041\\u00e9\\ud83d\\ude00"',
    '"\\u0000"',
    '"é😀"',
  ])("%s", (text) => {
    expect(value(text)).toBe(JSON.stringify(JSON.parse(text)));
  });

  test.each<readonly [string, string]>([
    ['"\\x41"', "syntax/string-escape «\\x»"],
    ['"\\u{41}"', "syntax/string-escape «\\u»"],
    ['"\\u00"', "syntax/string-escape «\\u»"],
    ['"\\ud800"', "syntax/string-escape «\\ud800»"],
    ['"\\ude00\\ud83d"', "syntax/string-escape «\\ude00»"],
    ['"\\\'"', "syntax/string-escape «\\'»"],
    ['"\\😀"', "syntax/string-escape «\\😀»"],
    ['"a\tb"', "syntax/string-escape «\t»"],
    ["'a'", "syntax/single-quotes «'a'»"],
  ])("%s does not", (text, expected) => {
    expect(wrong(text)).toEqual([expected]);
  });

  test.each(['role a as "abc', 'role a as "abc\\', 'role a as "abc\\"', 'role a as "'])(
    "%s is unterminated",
    (text) => {
      const rest = text.slice(text.indexOf('"'));
      expect(mistakes(`${text}\nrole b`)).toEqual([`syntax/unclosed-string «${rest}»`]);
      expect(mistakes(text)).toEqual([`syntax/unclosed-string «${rest}»`]);
    },
  );

  test("at and over the limit", () => {
    expect(mistakes(`role a as "${"x".repeat(8)}"`, { stringLength: 8 })).toEqual([]);
    expect(mistakes(`role a as "${"x".repeat(9)}"`, { stringLength: 8 })).toEqual([
      'syntax/string-too-long «"xxxxxxxxx"»',
    ]);
  });
});

describe("numbers are JSON's", () => {
  test.each(["0", "7", "10.25", "1e3", "1E+3", "2.5e-3", "9007199254740991", "-9007199254740991", "-1.5"])(
    "%s",
    (text) => {
      expect(value(text)).toBe(String(Number(text)));
    },
  );

  test("minus zero is zero", () => {
    expect(value("-0")).toBe("0");
  });

  test.each<readonly [string, string, string?]>([
    ["007", "malformed-number", "7"],
    [".5", "malformed-number", "0.5"],
    ["5.", "malformed-number", "5"],
    ["1_000", "malformed-number", "1000"],
    ["0x10", "malformed-number", "16"],
    ["0b11", "malformed-number", "3"],
    ["1.2.3", "malformed-number"],
    ["1e", "malformed-number"],
    ["1e400", "number-range"],
    ["1e-400", "number-range"],
    ["9007199254740993", "number-range"],
    ["9007199254740992", "number-range"],
    ["15min", "malformed-duration", "15m"],
    ["1.5h", "malformed-duration", "90m"],
    ["2w", "malformed-duration", "14d"],
    ["1h30m", "malformed-duration"],
    ["07d", "malformed-duration", "7d"],
    ["100ms", "malformed-duration"],
    ["99999999999999d", "malformed-duration"],
    ["2fa", "malformed-duration"],
  ])("%s is not", (...[text, code, suggestion]) => {
    expect(wrong(text)).toEqual([`syntax/${code} «${text}»`]);
    expect(parse(`allow a to b on C when x == ${text}`).diagnostics[0]?.suggestion).toBe(suggestion);
  });
});

test.each(["30s", "15m", "8h", "7d", "0s"])("%s is a duration", (text) => {
  expect(value(text)).toBe(text);
});

describe("times and addresses", () => {
  test.each<readonly [string, string, string?]>([
    ['time "2026-02-30T00:00:00Z"', "malformed-time"],
    ['time "2026-13-01T00:00:00Z"', "malformed-time"],
    ['time "2026-01-31T24:00:00Z"', "malformed-time"],
    ['time "2026-06-30T23:59:60Z"', "malformed-time"],
    ['time "2026-01-31T00:00:00"', "malformed-time", '"2026-01-31T00:00:00Z"'],
    ['time "2026-01-31"', "malformed-time", '"2026-01-31T00:00:00Z"'],
    ['ip "10.0.0.1/8"', "host-bits", '"10.0.0.0/8"'],
    ['ip "2001:db8::1/32"', "host-bits", '"2001:db8::/32"'],
    ['ip "::ffff:10.0.0.1/104"', "host-bits", '"10.0.0.0/8"'],
    ['ip "010.0.0.1"', "malformed-address"],
    ['ip "1.2.3"', "malformed-address"],
    ['ip "10.0.0.0/33"', "malformed-address"],
    ['ip "fe80::1%eth0"', "malformed-address"],
    ['ip ""', "malformed-address"],
  ])("%s", (...[text, code, suggestion]) => {
    const string = text.slice(text.indexOf('"'));
    expect(wrong(text)).toEqual([`syntax/${code} «${string}»`]);
    expect(parse(`allow a to b on C when x == ${text}`).diagnostics[0]?.suggestion).toBe(suggestion);
  });

  test("only literals are checked, not strings", () => {
    expect(wrong('"10.0.0.1/8"')).toEqual([]);
  });
});

describe("names", () => {
  test("at and over the limit, in backquotes too", () => {
    expect(mistakes("role abcd\nrole `abcd`", { nameLength: 4 })).toEqual([]);
    const over = ["syntax/name-too-long «abcde»", "syntax/name-too-long «`abcde`»"];
    expect(mistakes("role abcde\nrole `abcde`", { nameLength: 4 })).toEqual(over);
  });

  test.each<readonly [string, string]>([
    ["``", "syntax/empty-name «``»"],
    ["` `", "syntax/empty-name «` `»"],
    ["`a\tb`", "syntax/tab-in-name «`a\tb`»"],
    ["`a", "syntax/unclosed-name «`a»"],
  ])("%s", (name, expected) => {
    expect(mistakes(`role ${name}\nrole b`)).toEqual([expected]);
  });
});

describe("comments", () => {
  test("are kept in order, without the carriage return", () => {
    const { file } = parse("// a\r\nrole b // c\r\n/// d\r\n//// e");
    expect(file?.comments.map(({ text }) => text)).toEqual(["// a", "// c", "/// d", "//// e"]);
  });

  test("may stand between any two tokens", () => {
    const text = 'allow a , b but not c . d to x on Y when ( e == [ 1 , 2 ] ) because "z"';
    expect(outlines(text.replaceAll(" ", " // x\n"))).toEqual(outlines(text));
  });

  test.each<readonly [string, string]>([
    ["/// One.\n///   Two.  \n///\nrole a", "One.\n  Two.\n"],
    ["/// Above.\n\nrole a", "Above."],
    ["/// A heading.\n\n/// Its own.\nrole a", "Its own."],
    ["/// One.\n// no doc\n/// Two.\nrole a", "One.\nTwo."],
    ["//// no doc\nrole a", ""],
  ])("%j documents what follows", (text, doc) => {
    expect(outlines(text)).toEqual([`(role${doc === "" ? "" : ` doc=${JSON.stringify(doc)}`} names=[(name=a)])`]);
  });

  test("doc comments belong to whatever can have one, and to nothing else", () => {
    const text = `resource R {
      /// attribute
      a: string
      /// role
      role b /// of nothing
      /// action
      action c
      /// rule
      allow b to c
      /// require
      x: require d to c
      /// of nothing
    }
    /// of nothing`;
    expect(outlines(text)[0]?.match(/doc="[^"]*"/g)).toEqual(
      ["attribute", "role", "action", "rule", "require"].map((doc) => `doc="${doc}"`),
    );
  });
});
