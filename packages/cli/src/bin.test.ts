import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { globSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestFolder, type TestFolder } from "./testing/folder.ts";
import type { Outcome } from "./testing/run-command.ts";

const bin = fileURLToPath(new URL("../bin/authz.js", import.meta.url));
const request = { subject: { type: "User", id: "ana" }, action: { name: "read" }, resource: { type: "Doc", id: "1" } };

// Each run is a process of its own, and the machine may be busy.
jest.setTimeout(30_000);

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/docs.authz", "subject User\nresource Doc { action read\n open: allow User to read }\n");
  folder.write("broken.authz", "role a includes b\n");
  folder.write("many.jsonl", `${JSON.stringify(request)}\n`.repeat(20_000));
});
afterAll(() => folder.remove());

interface RunOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Closes its output after the first piece. */
  readonly impatient?: boolean;
}

function run(
  words: readonly string[],
  { input = "", environment = {}, impatient = false }: RunOptions = {},
): Promise<Outcome> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(process.execPath, [bin, ...words], { env: { ...inherited, ...environment } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (impatient) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  return new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("close", (code) => settle({ code: code ?? -1, out, err }));
  });
}

describe("exit codes of the process", () => {
  test.each([
    [0, ["check", "User:ana", "read", "Doc:1"]],
    [1, ["check", "anonymous", "read", "Doc:1"]],
    [2, ["check", "User:ana", "read", "Doc:1", "--policy", "broken.authz"]],
    [2, ["chekc"]],
  ])("%d: %j", async (code, words) => {
    const outcome = await run(words);
    expect(outcome.code).toBe(code);
    expect(outcome.out + outcome.err).not.toMatch(/^\s+at |(?!\s)\p{Cc}/mu);
  });
});

test("a request comes by standard input", async () => {
  const { code, out, err } = await run(["check", "--request", "-", "--format", "json"], {
    input: JSON.stringify(request),
  });
  expect(JSON.parse(out)).toMatchObject({ decision: true, context: { code: "granted", rules: [{ id: "open" }] } });
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

test("colours come by FORCE_COLOR and go by NO_COLOR", async () => {
  const words = ["check", "User:ana", "read", "Doc:1"];
  const environment = { FORCE_COLOR: "1" };
  expect((await run(words, { environment })).out).toContain("\u001b[32mallowed\u001b[39m");
  expect((await run(words, { environment: { ...environment, NO_COLOR: "1" } })).out).not.toContain("\u001b");
});

test("a reader that goes away is no mistake", async () => {
  const { code, err } = await run(["check", "--request", "many.jsonl", "--format", "json"], { impatient: true });
  expect(err).toBe("");
  expect(code).toBe(2);
});

describe("compiled code", () => {
  const words = ["check", "User:ana", "read", "Doc:1"];

  test("is kept in the user's folder for such things", async () => {
    const cache = resolve("cache");
    expect(await run(words, { environment: { XDG_CACHE_HOME: cache } })).toMatchObject({ code: 0, err: "" });
    expect(globSync("authz/*/*", { cwd: cache })).not.toEqual([]);
  });

  test("is not kept where that cannot be written, and that is no mistake", async () => {
    const environment = { XDG_CACHE_HOME: resolve("many.jsonl") };
    expect(await run(words, { environment })).toMatchObject({ code: 0, err: "" });
  });

  test("is not kept in a folder that others can write to", async () => {
    const temporary = resolve("temporary");
    mkdirSync(temporary);
    const environment = { XDG_CACHE_HOME: "", LOCALAPPDATA: "", HOME: "", TMPDIR: temporary, TEMP: temporary };
    expect(await run(words, { environment })).toMatchObject({ code: 0, err: "" });
    expect(globSync("**", { cwd: temporary })).toEqual(["."]);
  });
});

/** Tells on standard error of every module that is loaded. */
const tattle = `import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });`;

/** The addresses of all modules that a run has loaded, a line each. */
async function addresses(words: readonly string[]): Promise<string> {
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tattle)}` };
  return (await run(words, { environment })).err;
}

/** Of what takes time to load, or is for some verbs only, that which a run has loaded. */
async function loaded(words: readonly string[]): Promise<readonly string[]> {
  const err = await addresses(words);
  const libraries = [
    "commander",
    "chevrotain",
    "yaml",
    "jsonc-parser",
    "cli-progress",
    "string-width",
    "ajv",
    "diff",
    "esbuild",
  ];
  const own = ["dsl/src/lint", "dsl/src/format", "engine/src/hygiene", "engine/src/json-schema"];
  const packages = ["dsl", "engine", "compile", "identity", "openapi"].map((name) => `${name}/src`);
  return [
    ...libraries.filter((name) => err.includes(`node_modules/${name}/`)),
    ...[...packages, ...own].filter((path) => err.includes(`/packages/${path}/`)),
  ];
}

test.each([
  [["--version"], ["commander"]],
  [
    ["check", "User:ana", "read", "Doc:1"],
    ["commander", "chevrotain", "dsl/src", "engine/src"],
  ],
  [
    ["who", "read", "Doc:1"],
    ["commander", "chevrotain", "dsl/src", "engine/src"],
  ],
  [["lint"], ["commander", "chevrotain", "dsl/src", "engine/src", "dsl/src/lint"]],
  [
    ["fmt", "--check"],
    ["commander", "chevrotain", "dsl/src", "engine/src", "dsl/src/format"],
  ],
])("it runs without what it does not use: %j", async (words, expected) => {
  expect(await loaded(words)).toEqual(expected);
});

test("one question loads what answers many only when there are many", async () => {
  const many = "/src/check/many-questions.ts";
  expect(await addresses(["check", "User:ana", "read", "Doc:1"])).not.toContain(many);
  expect(await addresses(["check", "--request", "many.jsonl"])).toContain(many);
});

/** Fewer is better: lower this when something is no longer loaded. */
const mostModules = 482;

test("a question about the invoices loads a bounded number of modules", async () => {
  const example = fileURLToPath(new URL("../../../policies-examples/invoices", import.meta.url));
  const files = ["--policy", `${example}/policy`, "--facts", `${example}/facts.json`];
  const words = ["check", "User:bo", "read", "Invoice:acme/1", ...files];
  expect(await loaded(words)).toEqual(["commander", "chevrotain", "dsl/src", "engine/src"]);
  const urls = (await addresses(words)).match(/^file:.*$/gm) ?? [];
  expect(urls.length).toBeGreaterThan(100);
  expect(urls.length).toBeLessThanOrEqual(mostModules);
});
