import { createLines, locate } from "@authz/model";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import stringWidth from "string-width";
import { excerptOf } from "./excerpt.ts";

/** The excerpt for the text between « and », which are taken out. */
function marks(marked: string, width = 80): readonly string[] {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  const location = locate({ name: "x", text }, { start, end }, createLines(text));
  const { line, indent, length } = excerptOf(text, location, width);
  return [line, `${" ".repeat(indent)}${"^".repeat(length)}`];
}

describe("the mark stands under the culprit", () => {
  test.each([
    ["plain", "allow «editr» to read", ["allow editr to read", "      ^^^^^"]],
    ["after a tab", "\ta\t«b»\tc", ["    a   b   c", "        ^"]],
    ["a tab itself", "a«\t»b", ["a   b", " ^^^"]],
    ["wide characters", '"日本" «語x» y', ['"日本" 語x y', "       ^^^"]],
    ["combining marks", "e\u0301«e\u0301x»", ["e\u0301e\u0301x", " ^^"]],
    ["emoji", "👩‍👩‍👧 «x»", ["👩\\u{200d}👩\\u{200d}👧 x", "                       ^"]],
    ["beyond the basic plane", "𝒳𝒳«y»", ["𝒳𝒳y", "  ^"]],
    ["what cannot be seen", "a«\u202e»b\u0007«", ["a\\u{202e}b\\u{7}", " ^^^^^^^^"]],
    ["at the end of the line", "allow«»", ["allow", "     ^"]],
    ["in an empty line", "\n«»\n", ["", "^"]],
    ["over several lines, in the first", "a «b\nc» d", ["a b", "  ^"]],
    ["with carriage returns", "a\r\nb «c»\r\n", ["b c", "  ^"]],
    ["after a byte order mark", "\uFEFFa «b»", ["a b", "  ^"]],
  ])("%s", (_what, marked, expected) => {
    expect(marks(marked)).toEqual(expected);
  });
});

describe("a line that is too long", () => {
  test("is cut on both sides of the culprit", () => {
    const shown = marks(`${"a".repeat(100)} «culprit» ${"b".repeat(100)}`, 40);
    expect(shown).toEqual([`…${"a".repeat(18)} culprit ${"b".repeat(11)}…`, `${" ".repeat(20)}^^^^^^^`]);
  });

  test("is cut after the culprit alone when that stands at its start", () => {
    expect(marks(`«culprit» ${"b".repeat(100)}`, 20)).toEqual([`culprit ${"b".repeat(11)}…`, "^^^^^^^"]);
  });

  test("is cut in the culprit when that is too long itself", () => {
    expect(marks(`ab «${"c".repeat(100)}»`, 20)).toEqual([`ab ${"c".repeat(16)}…`, "   ^^^^^^^^^^^^^^^^"]);
  });

  test("fits, whatever it holds, and the mark is below it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.string(),
        (before, culprit, after) => {
          const text = `${before}${culprit}${after.repeat(20)}`;
          const span = { start: before.length, end: before.length + culprit.length };
          const { line, indent, length } = excerptOf(text, locate({ name: "x", text }, span, createLines(text)), 40);
          expect(stringWidth(line)).toBeLessThanOrEqual(40);
          expect(indent + length).toBeLessThanOrEqual(41);
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
        },
      ),
    );
  });
});
