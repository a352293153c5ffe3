import { expect, test } from "@jest/globals";
import { parsePolicy, type Diagnostic } from "@authz/dsl";
import { formatPolicyFile } from "@authz/dsl/format";
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { numRuns } from "./engines.ts";
import { policies } from "./policies.ts";
import { renderDeclarations } from "./render.ts";

interface File {
  readonly name: string;
  readonly text: string;
}

const root = join(import.meta.dirname, "../..");
const corpus: readonly File[] = ["policies-examples", "spec/cases", "spec/suites"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".authz"))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") })),
);
const wellFormed = corpus.filter((file) => syntaxErrors(file).length === 0);
const word = /"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|\/\/[^\n]*|[\p{L}\p{N}_]+(?:\.\p{N}\w*)?(?:[eE][+-]?\d+)?|[=!<>]=|\S/gu;

function syntaxErrors(file: File): readonly Diagnostic[] {
  return formatPolicyFile(file).diagnostics;
}

function format(text: string, name = "policy.authz"): string {
  return formatPolicyFile({ name, text }).text;
}

/** Words but commas, comments with the line's end before them where there is one, and empty lines: what formatting keeps. */
function skeletonOf(text: string): string {
  const found: string[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    const between = text.slice(end, match.index);
    if (/\n[ \t\r]*\n/.test(between) && found.length > 0 && found.at(-1) !== "") found.push("");
    const isComment = match[0].startsWith("//");
    if (isComment && (found.length === 0 || between.includes("\n")))
      found.push(`on a line of its own: ${match[0].trim()}`);
    else if (match[0] !== ",") found.push(match[0].trim());
    end = match.index + match[0].length;
  }
  return found.join("\n");
}

/** The same text with comments and empty lines between words. */
function sprinkle(text: string, gaps: readonly (string | undefined)[]): string {
  let number = 0;
  return text.replace(word, (match) => {
    const gap = gaps[number++ % gaps.length];
    return gap === undefined ? match : `${gap.replace("c", `c${number}`)}${match}`;
  });
}

const gap = fc.option(fc.constantFrom("\n\n", "\n\n\n ", " // c\n", "\n // c\n", "\n\n// c\n\n", "\n/// c\n"), {
  freq: 1,
});

test("every policy of the repository stays what it is, and formatting it again changes nothing", () => {
  expect(wellFormed.length).toBeGreaterThan(500);
  for (const { name, text } of wellFormed) {
    const formatted = format(text, name);
    expect(skeletonOf(formatted)).toBe(skeletonOf(text));
    expect(format(formatted, name)).toBe(formatted);
    expect(syntaxErrors({ name, text: formatted })).toEqual([]);
  }
});

test("comments and empty lines between any two words survive, in order", () => {
  const gaps = fc.array(
    gap.map((each) => each ?? undefined),
    { minLength: 7, maxLength: 50 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...wellFormed), gaps, (file, between) => {
      const text = sprinkle(file.text, between);
      const formatted = format(text, file.name);
      expect(skeletonOf(formatted)).toBe(skeletonOf(text));
      expect(format(formatted, file.name)).toBe(formatted);
    }),
    { numRuns: 2 * numRuns },
  );
});

test("what does not parse is formatted around, once and for all", () => {
  for (const { name, text } of corpus) {
    const formatted = format(text, name);
    expect(format(formatted, name)).toBe(formatted);
    expect(skeletonOf(formatted)).toBe(skeletonOf(text));
  }
});

test("formatting does not change the version of a policy", () => {
  const folders = Map.groupBy(corpus, ({ name }) => dirname(name));
  let compiled = 0;
  for (const files of folders.values()) {
    const before = parsePolicy(files).policy?.version;
    const after = parsePolicy(files.map(({ name, text }) => ({ name, text: format(text, name) }))).policy?.version;
    expect(after).toBe(before);
    if (before !== undefined) compiled++;
  }
  expect(compiled).toBeGreaterThan(200);
});

test("nor that of a generated one, whatever its layout", () => {
  const layouts = fc.array(fc.constantFrom(" ", "\n", "  ", "\n\n", " // c\n"), { minLength: 5, maxLength: 30 });
  fc.assert(
    fc.property(policies(), layouts, (draft, layout) => {
      const text = renderDeclarations(draft).join("\n");
      let number = 0;
      const laidOut = text.replace(/ (?=[^"]*(?:"[^"\n]*"[^"\n]*)*$)/gm, () => layout[number++ % layout.length] ?? " ");
      const version = parsePolicy([{ name: "policy.authz", text }]).policy?.version;
      const formatted = format(laidOut);
      expect(version).toBeDefined();
      expect(parsePolicy([{ name: "policy.authz", text: formatted }]).policy?.version).toBe(version);
      expect(format(formatted)).toBe(formatted);
    }),
    { numRuns },
  );
});
