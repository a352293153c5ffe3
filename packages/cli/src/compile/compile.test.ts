import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const page = readFileSync(`${root}/docs/compile.md`, "utf8");

const tsc = `${root}/node_modules/typescript/bin/tsc`;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  for (const [, name = "", text = ""] of page.matchAll(/^```\w+ title="([^"]+)"\n(.*?)^```$/gms))
    folder.write(name, text);
  folder.write("package.json", '{ "type": "module" }');
  folder.write("broken.authz", "subject User\nrole boss\nallow bos to read on Doc");
  folder.write("file", "");
});
afterAll(() => folder.remove());

test("what the page shows is what the command prints", async () => {
  const shown = [...page.matchAll(/^```console\n\$ authz ([^\n]*)\n(.*?)^```$/gms)];
  expect(shown).toHaveLength(2);
  for (const [, words = "", printed] of shown)
    expect(await runCommand(words.split(" "))).toEqual({ code: 0, out: printed, err: "" });
});

test("the page's programs fit the module's types and print what stands there", () => {
  const programs = [...page.matchAll(/^```ts title="([^"]+)"\n.*?^```\n\n```text\n(.*?)^```$/gms)];
  expect(programs).toHaveLength(4);
  symlinkSync(`${root}/node_modules`, "node_modules", "junction");
  const options = [
    "--noEmit",
    "--strict",
    "--allowImportingTsExtensions",
    "--module",
    "nodenext",
    "--target",
    "es2024",
    "--lib",
    "es2024",
    "--types",
  ];
  const names = programs.map(([, name = ""]) => name);
  const checked = spawnSync(process.execPath, [tsc, ...options, "node", ...names], { encoding: "utf8" });
  expect(checked.stdout).toBe("");
  for (const [, name = "", printed] of programs)
    expect(execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", name], { encoding: "utf8" })).toBe(
      printed,
    );
});

test("a mistake against the module's types is found", () => {
  folder.write("wrong.ts", 'import { allows } from "./policy.mjs";\nallows({ subject: "ana" });\n');
  const { stdout } = spawnSync(process.execPath, [tsc, "--noEmit", "--strict", "--module", "nodenext", "wrong.ts"], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^wrong\.ts\(2,\d+\): error TS/);
});

test("without --out the module is printed, the same bytes", async () => {
  const { code, out, err } = await runCommand(["compile"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toBe(readFileSync("policy.mjs", "utf8"));
  const asJson = await runCommand(["compile", "--format", "json"]);
  expect(JSON.parse(asJson.out)).toEqual({ code: out, types: readFileSync("policy.d.mts", "utf8") });
});

test("--out makes folders, and names the types after the module", async () => {
  const { code, out } = await runCommand(["compile", "--out", "new/policy.js", "--format", "json"]);
  expect([code, out]).toEqual([0, '{"written":["new/policy.js","new/policy.d.ts"]}\n']);
  expect(readFileSync("new/policy.js", "utf8")).toBe(readFileSync("policy.mjs", "utf8"));
});

test("--types makes types alone, the same bytes", async () => {
  const { code, out } = await runCommand(["compile", "--types"]);
  expect([code, out]).toEqual([0, readFileSync("policy-types.d.ts", "utf8")]);
  expect(out).toContain('export type ResourceType = "Document";');
  const asJson = await runCommand(["compile", "--types", "--format", "json"]);
  expect(JSON.parse(asJson.out)).toEqual({ types: out });
  const written = await runCommand(["compile", "--types", "--out", "types/policy.d.mts", "--format", "json"]);
  expect([written.code, written.out]).toEqual([0, '{"written":["types/policy.d.mts"]}\n']);
  expect(readFileSync("types/policy.d.mts", "utf8")).toBe(out);
});

test("what it cannot do exits with 2 and says why", async () => {
  const broken = await runCommand(["compile", "--policy", "broken.authz", "--out", "broken.mjs"]);
  expect([broken.code, broken.out]).toEqual([2, ""]);
  expect(broken.err).toContain("error: the policy could not be used");
  expect(broken.err).toContain("error[names/unknown-type]: there is no resource `Doc`");
  const named = await runCommand(["compile", "--out", "policy.txt"]);
  expect(named).toEqual({ code: 2, out: "", err: "error: --out policy.txt: a module's name ends with .mjs or .js\n" });
  const typesNamed = await runCommand(["compile", "--types", "--out", "policy.mjs"]);
  expect([typesNamed.code, typesNamed.err]).toEqual([
    2,
    "error: --out policy.mjs: the name of a file of types ends with .d.ts\n",
  ]);
  const refused = await runCommand(["compile", "--out", "file/policy.mjs"]);
  expect([refused.code, refused.out]).toEqual([2, ""]);
  expect(refused.err).toContain("error: the module could not be written");
});
