import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { isLike } from "./operators.ts";

/** `*` is any run of characters, everything else is itself. */
function like(text: string, pattern: string): boolean {
  if (pattern === "") return text === "";
  if (pattern[0] !== "*") return text[0] === pattern[0] && like(text.slice(1), pattern.slice(1));
  return Array.from({ length: text.length + 1 }, (_, skipped) => skipped).some((skipped) =>
    like(text.slice(skipped), pattern.slice(1)),
  );
}

const unit = fc.constantFrom("a", "b", "\ud83d", "\ude00");

test("a text is like a pattern exactly when something stands for each star", () => {
  const texts = fc.string({ unit, maxLength: 8 });
  const patterns = fc.string({ unit: fc.oneof(unit, fc.constant("*")), maxLength: 6 });
  fc.assert(
    fc.property(texts, patterns, (text, pattern) => {
      expect(isLike(text, pattern.split("*"))).toBe(like(text, pattern));
    }),
    { numRuns: 5000 },
  );
});
