import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { toJson, visible } from "./visible.ts";

test("writes out what could move a cursor, hide text or turn it round", () => {
  expect(visible("a\u001b[2Jb\n\t\u009b31m\u202e\u2066\u200b\u2028\ud800é日")).toBe(
    "a\\u{1b}[2Jb\\u{a}\\u{9}\\u{9b}31m\\u{202e}\\u{2066}\\u{200b}\\u{2028}\\u{d800}é日",
  );
});

test("JSON means the same and holds none of it", () => {
  expect(toJson({ id: "\u001b\u009b\u202e\u{e0041}" })).toBe('{"id":"\\u001b\\u009b\\u202e\\udb40\\udc41"}');
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, name) => {
      for (const indent of [undefined, 2]) {
        const json = toJson({ value, name }, indent);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, name })));
        expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }
    }),
  );
});
