import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultLimits } from "@authz/model";
import { expect, test } from "@jest/globals";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { createCollector } from "../diagnostics/collector.ts";
import { parseTokens } from "./parse-file.ts";
import * as t from "./tokens.ts";
import type { Name } from "./tree.ts";

const root = join(import.meta.dirname, "../../../..");
const examples = readdirSync(join(root, "policies-examples"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".authz"))
  .map((name) => ({ name, text: readFileSync(join(root, "policies-examples", name), "utf8") }));

const grammars = new Map(
  ["authz", "markdown-authz"].map((name) => {
    const path = join(root, `editors/${name}.tmLanguage.json`);
    const grammar = textmate.parseRawGrammar(readFileSync(path, "utf8"), path);
    return [grammar.scopeName, grammar];
  }),
);
/** As much of Markdown as an injection needs. */
const markdown = { scopeName: "text.html.markdown", patterns: [], repository: {} } as unknown as textmate.IRawGrammar;

const registry = new textmate.Registry({
  onigLib: (async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
    await oniguruma.loadWASM({ data: wasm });
    return {
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    };
  })(),
  loadGrammar: async (scope) => grammars.get(scope) ?? (scope === markdown.scopeName ? markdown : null),
  getInjections: (scope) => (scope === markdown.scopeName ? ["markdown.authz.codeblock"] : []),
});

/** The scopes at every offset of the text, the innermost last. */
async function scopesOf(text: string, scope = "source.authz"): Promise<(at: number) => readonly string[]> {
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) throw new Error(`no grammar ${scope}`);
  const found = new Map<number, readonly string[]>();
  let state = textmate.INITIAL;
  let start = 0;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    for (const { startIndex, endIndex, scopes } of tokens) {
      for (let at = startIndex; at < endIndex; at++) found.set(start + at, scopes);
    }
    state = ruleStack;
    start += line.length + 1;
  }
  return (at) => found.get(at) ?? [];
}

/** Every name that the parser read, wherever it hangs in the tree. */
function namesIn(tree: unknown): readonly Name[] {
  if (typeof tree !== "object" || tree === null) return [];
  if ("kind" in tree && tree.kind === "name") return [tree as Name];
  return Object.values(tree).flatMap(namesIn);
}

const keyword = /^(?:keyword|storage|support\.type|constant\.language|variable\.language)\./;

/** What each word, literal and comment should look like, as far as the parser tells; and what does not. */
async function misfits({ name, text }: { readonly name: string; readonly text: string }): Promise<readonly string[]> {
  const parsed = parseTokens({ name, text }, createCollector(), defaultLimits);
  if (parsed === undefined) throw new Error(`${name} is too long`);
  const { file, tokens } = parsed;
  const names = new Set(namesIn(file.declarations).map(({ span }) => span.start));
  const scopes = await scopesOf(text);
  const expected = tokens.flatMap((token): readonly (readonly [number, string, RegExp])[] => {
    const at = token.startOffset;
    const { tokenType: type, image } = token;
    if (type === t.StringLiteral) return [[at, image, /^string\./]];
    if (type === t.NumberLiteral) return [[at, image, /^constant\.numeric\.authz/]];
    if (type === t.DurationLiteral) return [[at, image, /^constant\.numeric\.duration\./]];
    if (type === t.QuotedName) return [[at, image, /^variable\.other\.quoted\./]];
    if (names.has(at)) return [[at, image, /^(?:entity|variable|keyword\.operator\.word\.none)\./]];
    return t.keywordTypes.has(image) ? [[at, image, keyword]] : [];
  });
  const comments = file.comments.map(({ span, text: image }) => {
    const kind = image.startsWith("///") ? "documentation" : "double-slash";
    return [span.start, image, new RegExp(`^comment\\.line\\.${kind}\\.`)] as const;
  });
  return [...expected, ...comments].flatMap(([at, image, pattern]) => {
    const innermost = scopes(at).at(-1) ?? "";
    if (pattern.test(innermost)) return [];
    const line = text.slice(text.lastIndexOf("\n", at) + 1).split("\n")[0] ?? "";
    return [`${image} is ${innermost}, in: ${line.trim()}`];
  });
}

test("words, literals and comments of every example look like what the parser takes them for", async () => {
  const found = (await Promise.all(examples.map(misfits))).flat();
  expect(examples.length).toBeGreaterThan(40);
  expect(found).toEqual([]);
  // It would notice: in a text without its quotes nothing looks like a string.
  const [first] = examples.filter(({ text }) => text.includes(' because "'));
  const scopes = await scopesOf((first?.text ?? "").replaceAll('"', " "));
  expect(scopes((first?.text ?? "").indexOf(' because "') + 9).at(-1)).not.toMatch(/^string/);
});

test("words that are names where they stand look like names", async () => {
  const text = `subject User { role: string, to?: string }
resource Test in Group {
  set: set of string
  role for_, when_ for all User
  action read, test
  allow: allow role.owner to test, set when resource.action == "a" and not (resource has time)
  when: deny anyone to update unless subject.subject in resource.all
}
`;
  const scopes = await scopesOf(text);
  const look = (word: string, after: string): string => {
    const from = text.indexOf(after) + after.length;
    return scopes(text.indexOf(word, from)).at(-1) ?? "";
  };
  expect(look("role", "User { ")).toMatch(/^variable/);
  expect(look("to", "string, ")).toMatch(/^variable/);
  expect(look("Test", "resource ")).toMatch(/^entity\.name\.type/);
  expect(look("set", "{\n  set: ")).toMatch(/^support\.type/);
  expect(look("set", "in Group {\n")).toMatch(/^variable/);
  expect(look("test", "action read")).not.toMatch(keyword);
  expect(look("allow", "action read, test\n")).toMatch(/^entity\.name\.label/);
  expect(look("allow", "allow: ")).toMatch(/^keyword\.control/);
  expect(look("role", "allow: allow ")).toMatch(/^variable/);
  expect(look("test", " to ")).toMatch(/^entity\.name\.function/);
  expect(look("set", "to test, ")).toMatch(/^variable/);
  expect(look("action", "resource.")).toMatch(/^variable\.other\.property/);
  expect(look("time", "resource has ")).toMatch(/^variable\.other\.property/);
  expect(look("when", "(resource has time)\n")).toMatch(/^entity\.name\.label/);
  expect(look("subject", "unless subject.")).toMatch(/^variable\.other\.property/);
});

test("fenced blocks of Markdown are highlighted, and only those", async () => {
  const text = "# allow\n\n```authz\nallow owner to read\n```\n\nallow owner\n";
  const scopes = await scopesOf(text, "text.html.markdown");
  const [title, code, after] = [...text.matchAll(/allow/g)].map(({ index }) => scopes(index));
  expect(title).toEqual(["text.html.markdown"]);
  expect(code).toContain("meta.embedded.block.authz");
  expect(code?.at(-1)).toBe("keyword.control.effect.authz");
  expect(after).toEqual(["text.html.markdown"]);
});
