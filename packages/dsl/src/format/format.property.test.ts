import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { sample } from "../syntax/testing/sample.ts";
import { formatPolicyFile } from "./format-policy-file.ts";
import { parsed, skeletonOf, treeOf } from "./testing/skeleton.ts";

function format(text: string): string {
  return formatPolicyFile({ name: "policy.authz", text }).text;
}

const { tokens } = parsed(sample);
const gaps = [
  "\n",
  "\n\n",
  "\n\n\n ",
  " // c\n",
  "\n  // c\n",
  "\n\n// c  \n\n",
  "\n/// d\n",
  " /// d\n",
  "\n//// c\n",
];

/** The sample with comments and empty lines before some of its tokens, which tell one another apart by number. */
const sprinkled = fc
  .array(fc.record({ before: fc.nat(tokens.length), gap: fc.constantFrom(...gaps) }), { maxLength: 200 })
  .map((additions) => {
    const byToken = new Map<number, string>();
    for (const [number, { before, gap }] of additions.entries()) {
      byToken.set(before, (byToken.get(before) ?? "") + gap.replace(/[cd]/, (letter) => `${letter}${number}`));
    }
    let end = 0;
    const pieces = tokens.map(({ startOffset, image }, index) => {
      const space = sample.slice(end, startOffset);
      end = startOffset + image.length;
      return space + (byToken.get(index) ?? "") + image;
    });
    return `${pieces.join("")}${byToken.get(tokens.length) ?? ""}\n`;
  });

/** The sample with one token taken away, doubled or put in the place of another, and its lines indented anyhow. */
const broken = fc
  .record({
    at: fc.nat(tokens.length - 1),
    from: fc.nat(tokens.length - 1),
    how: fc.constantFrom("delete", "double", "replace", ";", "# what", '"open', "{", "}", "/*"),
    indents: fc.option(fc.array(fc.nat(5), { minLength: 3, maxLength: 20 })),
  })
  .map(({ at, from, how, indents }) => {
    const token = tokens[at];
    const start = token?.startOffset ?? 0;
    const word = token?.image ?? "";
    const other = tokens[from]?.image ?? "";
    const instead = new Map([
      ["delete", ""],
      ["double", `${word} ${word}`],
      ["replace", other],
    ]);
    const text = `${sample.slice(0, start)}${instead.get(how) ?? `${how} ${word}`}${sample.slice(start + word.length)}`;
    let line = 0;
    return indents === null ? text : text.replace(/^ */gm, () => " ".repeat(indents[line++ % indents.length] ?? 0));
  });

test("parse(format(x)) is parse(x), and comments and empty lines stay in order", () => {
  fc.assert(
    fc.property(sprinkled, (text) => {
      const formatted = format(text);
      expect(treeOf(formatted)).toBe(treeOf(text));
      expect(skeletonOf(formatted)).toBe(skeletonOf(text));
      expect(formatted).not.toMatch(/[ \t]$|\n\n\n/m);
    }),
    { numRuns: 100 },
  );
});

test("format(format(x)) is format(x)", () => {
  fc.assert(
    fc.property(fc.oneof(sprinkled, broken), (text) => {
      const formatted = format(text);
      expect(format(formatted)).toBe(formatted);
    }),
    { numRuns: 100 },
  );
});

test("around mistakes nothing is lost, and the mistakes stay the same", () => {
  const codes = (text: string): string =>
    formatPolicyFile({ name: "policy.authz", text })
      .diagnostics.map(({ code }) => code)
      .join("\n");
  fc.assert(
    fc.property(broken, (text) => {
      const formatted = format(text);
      expect(skeletonOf(formatted)).toBe(skeletonOf(text));
      expect(codes(formatted)).toBe(codes(text));
    }),
    { numRuns: 200 },
  );
});

test("no line but a long word, string or comment goes past column 120", () => {
  for (const line of format(sample).split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});
