/** docs/testing.md: its files are written into a folder, its commands run there, and what they print is compared. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runTests } from "@authz/engine";
import { loadPolicy } from "@authz/engine/node";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/testing.md"), "utf8");
const files = ["policy/notes.authz", "policy/notes.test.authz", "policy/more.test.authz"];

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text);
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "authz-page-"));
  mkdirSync(join(folder, "policy"));
  for (const [index, text] of blocks("authz").entries()) writeFileSync(join(folder, files[index] ?? "too-many"), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the page names its files in the order in which it shows them", () => {
  expect(blocks("authz")).toHaveLength(files.length);
  expect(files.map((file) => page.indexOf(file)).toSorted((left, right) => left - right)).toEqual(
    files.map((file) => page.indexOf(file)),
  );
});

const sessions = blocks("console").map((text) => {
  const [command = "", ...printed] = text.split("\n");
  return { command, printed: printed.join("\n") };
});

test.each(sessions)("$command", ({ command, printed }) => {
  const words = [...command.replace("$ authz ", "").matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare,
  );
  // The third file comes after the first command.
  const withMore = command === "$ authz test" ? ["--filter", "notes.test"] : [];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "packages/cli/bin/authz.js"), ...words.map(String), ...withMore],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  expect(stdout.replace(/ in \d+ ms/, " in 25 ms")).toBe(printed);
  expect(stderr).toBe("");
});

test("the library says the same", async () => {
  const results = runTests(await loadPolicy(join(folder, "policy")));
  expect(results.map(({ passed }) => passed)).toEqual([false, true, true, true]);
});
