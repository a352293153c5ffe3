import { describe, expect, test } from "@jest/globals";
import { defaultLimits } from "@authz/model";
import fc from "fast-check";
import { diagnostics } from "../diagnostics/diagnostics.generated.ts";
import { keywordTypes } from "./tokens.ts";
import { outline } from "./testing/outline.ts";
import { mistakes, outlines, parse } from "./testing/parse.ts";
import { sample } from "./testing/sample.ts";

interface Located {
  readonly kind: string;
  readonly span: { readonly start: number; readonly end: number };
}

function* nodes(value: unknown): Generator<Located> {
  if (typeof value !== "object" || value === null) return;
  if ("kind" in value && "span" in value) yield value as Located;
  const inner: readonly unknown[] = Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    key === "source" ? [] : [child],
  );
  for (const child of inner) yield* nodes(child);
}

function slices(text: string): readonly string[] {
  return [...nodes(parse(text).file)].map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`);
}

describe("the sample", () => {
  test("has every kind of declaration and no mistake", () => {
    const { file, diagnostics: found } = parse(sample);
    expect(found).toEqual([]);
    const kinds = new Set(file?.declarations.map((declaration) => declaration.kind));
    expect([...kinds].sort().join(" ")).toBe(
      "assurance claim context endpoint exclusive fixture group require resource role rule scope subject test",
    );
  });

  test("every node's span begins and ends with a token of it, and parsed alone is the same", () => {
    const { file } = parse(sample);
    for (const declaration of file?.declarations ?? []) {
      const text = sample.slice(declaration.span.start, declaration.span.end);
      expect(outlines(text)).toEqual([outline({ ...declaration, doc: false })]);
    }
    for (const node of nodes(file)) {
      const text = sample.slice(node.span.start, node.span.end);
      expect(text).toBe(text.trim());
      expect(text).not.toBe("");
      expect(text).not.toMatch(/^\/\/|,$/);
    }
  });

  test("names, strings and numbers are sliced exactly", () => {
    for (const node of nodes(parse(sample).file)) {
      const text = sample.slice(node.span.start, node.span.end);
      if (node.kind === "name") expect(text.replaceAll("`", "")).toBe(outline(node));
      if (node.kind === "string") expect(JSON.stringify(JSON.parse(text))).toBe(outline(node));
      if (node.kind === "path" || node.kind === "peoplePath")
        expect(text.replaceAll(/[`\s()]/g, "")).toBe(outline(node).replaceAll(" ", ""));
    }
  });
});

test("spans at the end of the file and behind other scripts", () => {
  expect(slices('role `é` as "😀" // é\nallow (`é`) to x on Y when a.b in [1]')).toEqual([
    'role role `é` as "😀"',
    "name `é`",
    'string "😀"',
    "rule allow (`é`) to x on Y when a.b in [1]",
    "peoplePath (`é`)",
    "name `é`",
    "names x",
    "name x",
    "targets Y",
    "target Y",
    "name Y",
    "guard when a.b in [1]",
    "compare a.b in [1]",
    "path a.b",
    "name a",
    "name b",
    "list [1]",
    "number 1",
  ]);
});

test("a file of tests is known by its name", () => {
  expect(parse("", {}, "a.test.authz").file?.isTest).toBe(true);
  expect(parse("", {}, "a.authz").file).toMatchObject({ isTest: false, declarations: [], comments: [] });
});

describe("limits", () => {
  test("length of a file", () => {
    expect(mistakes("role a", { fileLength: 6 })).toEqual([]);
    const { file, diagnostics: found } = parse("role a\n", { fileLength: 6 });
    expect(file).toBeUndefined();
    expect(found.map(({ code }) => code)).toEqual(["text/too-long"]);
  });

  test("tokens", () => {
    expect(mistakes("role a", { tokensInFile: 2 })).toEqual([]);
    expect(mistakes("role a, b", { tokensInFile: 2 })).toEqual(["text/too-many-tokens «,»"]);
  });

  test("diagnostics: one more shows that there are more", () => {
    expect(mistakes("role a b\n".repeat(50), { diagnostics: 10 })).toHaveLength(11);
  });

  test.each<readonly [string, (inner: string) => string]>([
    ["parentheses", (inner) => `allow a to b on C when ${inner}`],
    ["people", (inner) => `allow ${inner} to b on C`],
  ])("nesting of %s", (_, frame) => {
    const nested = (depth: number): string => frame(`${"(".repeat(depth)}x${")".repeat(depth)}`);
    expect(mistakes(nested(64))).toEqual([]);
    for (const depth of [65, 300, 90_000])
      expect(mistakes(`${nested(depth)}\nrole ok`)).toEqual(["syntax/too-deep «(»"]);
    expect(mistakes(nested(200_000))).toEqual(["text/too-many-tokens «(»"]);
  });

  test.each<readonly [string, string, string, string]>([
    ["lists", "allow a to b on C when x in ", "[", "]"],
    ["not", "allow a to b on C when ", "not ", ""],
    ["records", 'fixture { A "x" ', "{ a: ", "}"],
    ["lists of values", 'fixture { A "x" { a: ', "[", "]"],
    ["attributes", "subject A ", "{ a: ", "}"],
  ])("nesting of %s", (_, before, open, close) => {
    for (const depth of [65, 1_000, 40_000]) {
      expect(mistakes(`${before}${open.repeat(depth)}1${close.repeat(depth)}`)).toEqual([
        `syntax/too-deep «${open.slice(0, close === "" ? 3 : 1)}»`,
      ]);
    }
  });

  test("what is too deep in one declaration leaves the others alone", () => {
    const deep = `allow ${"(".repeat(70)}a${")".repeat(70)} to b on C`;
    expect(mistakes(`role a b\n${deep}\n${deep}\nrole c d\n`)).toEqual([
      "syntax/unexpected «b»",
      "syntax/too-deep «(»",
      "syntax/too-deep «(»",
      "syntax/unexpected «d»",
    ]);
  });
});

describe("work stays in proportion", () => {
  test.each<readonly [string, string]>([
    ["and", "allow a to b on C when " + Array(10_000).fill("x").join(" and ")],
    ["or of people", `allow ${Array(10_000).fill("x").join(" or ")} to b on C`],
    ["+", `allow a to b on C when 1 < ${Array(10_000).fill("x").join(" + ")}`],
    ["a long list", `allow a to b on C when x in [${Array(10_000).fill("1").join(", ")}]`],
  ])("a flat chain of 10,000: %s", (_, text) => {
    const { file, diagnostics: found } = parse(text);
    expect(found).toEqual([]);
    const depth = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth).slice(0, 3)) : 0;
    expect(depth(file?.declarations)).toBeLessThan(20);
  });

  // prettier-ignore
  const pieces = [
    "(", "{", "[", "!", "not ", "a ", "a\n", "allow\n", '"', "'", "`", "/*", "*/", "/* /* */ ", "\0", "\r", "0", "1.", "ä", "\\",
    "resource A {\n", "allow a to b on C\n  whn y\n", "role a b\n", "}\n", "{a:{", "alow x y\n", "role x {\n", "role\n",
    "allow a to\n", "é é ", "/// x\n", "#\n", "in : ", "a.", '" \\u', "\u202e x", 'fixture { A "b" { c: [', "x not in ", "resorce",
  ];
  test.each(pieces)("a file full of %j takes seconds and a handful of diagnostics", (piece) => {
    const text = piece.repeat(Math.floor(defaultLimits.fileLength / piece.length));
    const start = performance.now();
    expect(parse(text).diagnostics.length).toBeLessThanOrEqual(defaultLimits.diagnostics + 1);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("10,000 lines", () => {
    const text = sample.repeat(Math.ceil(10_000 / sample.split("\n").length));
    const start = performance.now();
    expect(parse(text).diagnostics).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("never throws, always ends", () => {
  // prettier-ignore
  const tokens = [
    ...keywordTypes.keys(),
    "{", "}", "(", ")", "[", "]", ",", ":", "?", "|", ".", "*", "+", "-", "=", "==", "!=", "<", "<=", ">", ">=", "&&", ";",
    "x", "Invoice", "`q`", '"s"', "'s'", "1", "15m", "1.5h", "\n", "\n  ", "// c\n", "/// d\n", "#", "/*", "é", "\u202e", '"',
  ];
  const soup = fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((list) => list.join(" "));

  test.each<readonly [string, fc.Arbitrary<string>]>([
    ["any string", fc.string({ unit: "binary", maxLength: 200 })],
    ["any graphemes", fc.string({ unit: "grapheme", maxLength: 200 })],
    ["token soup", soup],
    ["token soup in a resource", soup.map((inner) => `resource A {\n${inner}\n}`)],
    ["token soup in a test", soup.map((inner) => `test "t" {\n${inner}\n}`)],
  ])("%s", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const found of parse(text).diagnostics) {
          const { start, end } = found.location.span;
          expect(start >= 0 && start <= end && end <= text.length).toBe(true);
          expect(found.message).not.toMatch(/undefined|NaN|\bEOF\b/);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** What no node accounts for: what stands outside the spans, without comments and space. */
  function unread(
    text: string,
    spans: readonly { readonly span: { readonly start: number; readonly end: number } }[],
  ): string {
    let rest = "";
    let at = 0;
    for (const { span } of spans) {
      rest += text.slice(at, span.start);
      at = span.end;
    }
    return (rest + text.slice(at)).replaceAll(/\/\/[^\n]*|\s/g, "");
  }

  test("nothing is passed over without a diagnostic", () => {
    const lines = fc.array(fc.constantFrom(...sample.split("\n")), { maxLength: 12 }).map((list) => list.join("\n"));
    const frames = fc.constantFrom("", "resource A {\n%\n}", 'test "t" {\n%\n}');
    fc.assert(
      fc.property(frames, fc.oneof(lines, soup), (frame, inner) => {
        const text = frame === "" ? inner : frame.replace("%", () => inner);
        const { file, diagnostics: found } = parse(text);
        if (found.length > 0 || file === undefined) return;
        expect(unread(text, file.declarations)).toBe("");
        for (const node of file.declarations) {
          const items = node.kind === "resource" ? node.members : node.kind === "test" ? node.statements : [];
          const [first, last] = [items[0], items.at(-1)];
          if (first === undefined || last === undefined) continue;
          const body = unread(text.slice(0, last.span.end), [{ span: { start: 0, end: first.span.start } }, ...items]);
          expect(body.replaceAll(",", "")).toBe("");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  const words = [...sample.matchAll(/[A-Za-z_]+|"[^"\n]*"|[^\sA-Za-z_"]/g)].map(({ 0: text, index }) => ({
    text,
    index,
  }));
  function changed(word: { readonly text: string; readonly index: number }, change: string): string {
    return sample.slice(0, word.index) + change + sample.slice(word.index + word.text.length);
  }

  test("a policy with one token changed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.constantFrom(...tokens), (word, change) => {
        const text = changed(word, change);
        for (const { location } of parse(text).diagnostics) expect(location.span.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["", "x", ","])("a token replaced by %j is one mistake, and shown where it is", (change) => {
    const results = words.map((word) => {
      const found = parse(changed(word, change)).diagnostics;
      const span = found[0]?.location.span;
      const isHere = span !== undefined && span.start <= word.index + change.length + 1 && span.end >= word.index - 2;
      return { count: found.length, isHere };
    });
    const wrong = results.filter(({ count }) => count > 0);
    expect(wrong.filter(({ count }) => count === 1).length / wrong.length).toBeGreaterThan(0.95);
    expect(wrong.filter(({ isHere }) => isHere).length / wrong.length).toBeGreaterThan(0.9);
  });

  test("nothing of one file is left for the next", () => {
    const before = outlines(sample);
    fc.assert(
      fc.property(soup, (text) => {
        parse(text);
        expect(outlines(sample)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });
});

describe("every diagnostic of text and syntax", () => {
  const own = diagnostics.filter(({ code }) => /^(?:text|syntax)\//.test(code));
  test.each(own.map((definition) => [definition.code, definition] as const))(
    "%s: bad yields it, good nothing",
    (code, definition) => {
      const text = (example: unknown): string => (typeof example === "string" ? example : "");
      expect(parse(text(definition.bad)).diagnostics.map((found) => found.code)).toEqual([code]);
      expect(parse(text(definition.good)).diagnostics).toEqual([]);
    },
  );
});
