import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeUtf8 } from "./utf8.ts";

test("where the first wrong byte is: after the longest text before it", () => {
  const bytes = fc.uint8Array({ maxLength: 12 });
  const texts = fc.string({ unit: "binary", maxLength: 6 }).map((text) => new TextEncoder().encode(text));
  fc.assert(
    fc.property(texts, bytes, (text, noise) => {
      const all = Uint8Array.from([...text, ...noise]);
      const decoded = decodeUtf8(all);
      if ("text" in decoded) return expect(new TextEncoder().encode(decoded.text)).toEqual(all);
      const { invalidAt } = decoded;
      expect(invalidAt).toBeGreaterThanOrEqual(text.length);
      expect(decodeUtf8(all.subarray(0, invalidAt))).toHaveProperty("text");
      for (const more of [1, 2, 3, 4]) {
        expect(decodeUtf8(all.subarray(invalidAt, invalidAt + more))).toHaveProperty("invalidAt", 0);
      }
    }),
  );
});

test.each([
  ["overlong", [0xc0, 0xaf]],
  ["overlong in three", [0xe0, 0x80, 0xaf]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["past the last character", [0xf4, 0x90, 0x80, 0x80]],
  ["cut short", [0xe2, 0x82]],
])("%s", (_what, bytes) => {
  expect(decodeUtf8(Uint8Array.from([0x61, ...bytes]))).toEqual({ invalidAt: 1 });
});
