/**
 * Pages for people who embed the engine: their blocks with a title are written as files into a folder, the TypeScript ones
 * are type-checked and run by Node, and what they print is compared with the `text` block that follows.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "..");
const minutes = 60_000;

interface Block {
  readonly name: string;
  readonly text: string;
  readonly printed: string | undefined;
}

function read(page: string): string {
  return readFileSync(join(root, "docs", page), "utf8");
}

function blocksOf(page: string): readonly Block[] {
  const pattern = /^```\w+ title="([^"]+)"\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?/gms;
  return [...read(page).matchAll(pattern)].map(([, name = "", text = "", printed]) => ({ name, text, printed }));
}

/** What is typed, and what it prints. */
function sessionsOf(page: string): readonly { readonly words: string; readonly printed: string }[] {
  const pattern = /^```console\n\$ authz ([^\n]*)\n(.*?)^```$/gms;
  return [...read(page).matchAll(pattern)].map(([, words = "", printed = ""]) => ({ words, printed }));
}

function run(folder: string, ...args: readonly string[]): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
}

const pages = ["embedding.md", "facts.md", "http.md", "openapi.md", "search.md"];
const all = mkdtempSync(join(tmpdir(), "authz-docs-"));

beforeAll(() => {
  symlinkSync(join(root, "node_modules"), join(all, "node_modules"), "junction");
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: { declaration: false, isolatedDeclarations: false },
    include: pages.map((page) => `${page}/*.ts`),
    exclude: [],
  };
  writeFileSync(join(all, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(all, "tsconfig.json"), JSON.stringify(config));
  for (const page of pages)
    for (const { name, text } of blocksOf(page)) {
      const file = join(all, page, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
});
afterAll(() => rmSync(all, { recursive: true, force: true }));

test(
  "what the pages show type-checks",
  () => {
    const { stdout, status } = run(all, join(root, "node_modules/typescript/bin/tsc"), "-p", all);
    expect(stdout).toBe("");
    expect(status).toBe(0);
  },
  minutes,
);

describe.each(pages)("docs/%s", (page) => {
  const folder = join(all, page);
  const printing = blocksOf(page).filter(({ name, text }) => name.endsWith(".ts") && text.includes("console.log"));

  test("has programs, each TypeScript block is one of them, and says what it prints", () => {
    expect(printing.length).toBeGreaterThan(0);
    expect(read(page).match(/^```ts$/gm)).toBeNull();
    expect(printing.filter(({ printed }) => printed === undefined)).toEqual([]);
  });

  test.each(printing)(
    "$name prints what the page says",
    ({ name, printed }) => {
      const { stdout, stderr } = run(folder, name);
      expect(stderr).toBe("");
      expect(stdout).toBe(printed);
    },
    minutes,
  );

  test("authz prints what the page says", () => {
    const printed = sessionsOf(page).map(
      ({ words }) => run(folder, join(root, "packages/cli/bin/authz.js"), ...words.split(" ")).stdout,
    );
    expect(printed).toEqual(sessionsOf(page).map((session) => session.printed));
  });
});

test("the index of the pages has every page", () => {
  const index = read("README.md");
  const there = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(there.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});
