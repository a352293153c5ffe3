import { describe, expect, test } from "@jest/globals";
import { mistakes, outlines, parse } from "./testing/parse.ts";

// prettier-ignore
const invisible = [
  "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066",
  "\u2067", "\u2068", "\u2069", "\u061c", "\u00ad", "\u3164", "\u{e0041}", "\u{e0100}", "\u180e",
];
const control = ["\u0001", "\v", "\f", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"];

describe.each<readonly [string, string]>([
  ...invisible.map((character) => [character, "text/invisible-character"] as const),
  ...control.map((character) => [character, "text/control-character"] as const),
  ["\0", "text/nul"],
  ["\ufeff", "text/byte-order-mark"],
  ["\ud83d", "text/lone-surrogate"],
  ["\udc00", "text/lone-surrogate"],
  ["\r", "text/lone-carriage-return"],
])("%j", (character, code) => {
  test.each(["role a%b", "role %a", 'role a as "x%y"', "role a // x%y", "role `a%b`", "role a %", "/// x%\nrole a"])(
    "in %s is reported once, as a run",
    (frame) => {
      // Before the line feed it is no lone carriage return.
      if (character === "\r" && frame.includes("%\n")) return;
      expect(mistakes(frame.replace("%", character))).toEqual([`${code} «${character}»`]);
      const run = character.repeat(3);
      expect(mistakes(frame.replace("%", run))).toEqual([`${code} «${run}»`]);
    },
  );

  test("is named by its code point", () => {
    const [found] = parse(`role a // ${character}`).diagnostics;
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    expect(character === "\r" ? `U+${number}` : found?.message).toContain(`U+${number}`);
  });
});

test("a file in another encoding is one mistake", () => {
  const utf16 = Array.from("subject User\nrole a\n")
    .map((character) => `${character}\0`)
    .join("");
  expect(parse(utf16).diagnostics.map(({ message }) => message)).toEqual([
    "there are 20 NUL characters (U+0000) in the file",
  ]);
});

test("a byte order mark first is skipped", () => {
  expect(outlines("\ufeffrole a")).toEqual(["(role names=[(name=a)])"]);
  const [found] = parse("\ufeffrole a b").diagnostics;
  expect(found?.location).toMatchObject({ line: 1, column: 8 });
});

test("letters of other scripts may stand in strings, comments and backquotes", () => {
  expect(mistakes('/// é漢\nrole `é` as "漢字 e\u0301 😀 ❤\ufe0f" // 😀')).toEqual([]);
});

test("strings are kept as they are, composed or not", () => {
  expect(outlines('role a as "e\u0301\u00e9"')).toEqual(['(role names=[(name=a as="e\u0301\u00e9")])']);
});

describe("letters beyond ASCII in names", () => {
  test.each(["\u0430dmin", "adm\u0456n", "\uff41dmin", "re\u0301sume", "caf\u00e9", "漢字", "x\u0661"])(
    "%s",
    (name) => {
      expect(mistakes(`role ${name}\nrole b`)).toEqual([`text/foreign-letter «${name}»`]);
    },
  );
});

test("lines end with LF or CRLF, and positions are the same", () => {
  const text = 'role a b\nresource R {\n  oops\n  action x as "é" c\n}\n/// doc\nrole d as 1\n';
  const positions = (source: string): unknown =>
    parse(source).diagnostics.map(({ code, message, location: { line, column } }) => ({ code, message, line, column }));
  expect(positions(text.replaceAll("\n", "\r\n"))).toEqual(positions(text));
  expect(mistakes(text)).toHaveLength(4);
});
