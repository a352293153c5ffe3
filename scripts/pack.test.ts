/**
 * What a user gets: each package packed, the tarballs installed with npm into an empty folder, and used from there:
 * the command, plain JavaScript, TypeScript.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packages, read, root } from "./workspace.ts";

const minutes = 60_000;
const folder = mkdtempSync(join(tmpdir(), "authz-pack-"));
const project = join(folder, "project");

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd: string): Outcome {
  // The settings of the package manager that runs this test are not those of the user that it plays.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|pnpm_)/i.test(name)));
  return spawnSync(command, args, { cwd, env: { ...env, NO_COLOR: "1" }, encoding: "utf8" });
}

function must(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run(command, args, cwd);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

function put(name: string, text: string): void {
  writeFileSync(join(project, name), text);
}

function authz(...args: readonly string[]): Outcome {
  return run(process.execPath, [join(project, "node_modules/.bin/authz"), ...args], project);
}

function manifest(name: string): { version: string; [member: string]: unknown } {
  const path = join(project, `node_modules/@authz/${name}/package.json`);
  return JSON.parse(readFileSync(path, "utf8")) as { version: string };
}

const policy = `subject User
role auditor

resource Document {
  owner: User
  action read
  allow owner, auditor to read
}
`;

const facts = {
  entities: [
    { type: "User", id: "ana" },
    { type: "User", id: "bo" },
    { type: "Document", id: "d1", properties: { owner: { type: "User", id: "ana" } } },
  ],
};

const usage = `
import { parsePolicy } from "@authz/dsl";
import { compile } from "@authz/engine";
import { loadFacts, loadPolicy } from "@authz/engine/node";
import { createGuard } from "@authz/http";
import { protect } from "@authz/http/fetch";
import { openIdentity, readIdentityConfig } from "@authz/identity";
import { readDescription } from "@authz/openapi";

const read = readIdentityConfig({});
if (!read.ok) throw new Error("the configuration is wrong");
const opened = await openIdentity(read.config, {
  clock: () => new Date(0),
  env: {},
  readFile: () => Promise.reject(new Error("there are no files")),
});
if (!opened.ok) throw new Error("the configuration cannot be used");
const api = await readDescription({ name: "api.yaml", text: "openapi: 3.1.0\\npaths: { /x: { get: {} } }\\n" });
const refused = await opened.authenticator.authenticate("no.to.ken");
const loaded = await loadPolicy("policy.authz");
const engine = compile(loaded, { facts: await loadFacts(loaded, ["facts.json"]), clock: () => new Date(0) });
const ask = (id) => engine.check({
  subject: { type: "User", id },
  action: { name: "read" },
  resource: { type: "Document", id: "d1" },
});
const { diagnostics } = parsePolicy([{ name: "broken.authz", text: "resource" }]);
const guard = createGuard({ engine, tokens: opened.authenticator });
const handler = protect(guard, () => new Response("nobody gets here"));
const answered = await handler(new Request("https://api.example.com/nowhere"));
console.log(answered.status, ask("ana").decision, ask("bo").decision, ask("bo").code, diagnostics.length > 0, refused.ok);
console.log(api.value?.operations.length);
`;

/** A consumer without Node's types and with every check on, so that ours must stand alone. */
const consumerOptions = {
  target: "es2024",
  lib: ["es2024", "dom"],
  module: "nodenext",
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
};

beforeAll(() => {
  for (const name of packages)
    must("npx", ["-y", "pnpm@12", "pack", "--pack-destination", folder], resolve(root, "packages", name));
  mkdirSync(join(project, "policy"), { recursive: true });
  put("package.json", '{ "private": true, "type": "module" }\n');
  put("policy.authz", policy);
  put("facts.json", JSON.stringify(facts));
  must("npm", ["install", "--no-audit", "--no-fund", ...globSync(join(folder, "*.tgz"))], project);
}, 5 * minutes);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(packages)("the tarball of @authz/%s", (name) => {
  test("holds JavaScript with types, a licence and a page, and no sources", () => {
    const base = join(project, `node_modules/@authz/${name}`);
    const files = globSync("**/*", { cwd: base });
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/index.js", "dist/index.d.ts"]));
    expect(files.filter((file) => /(?<!\.d)\.ts$|\.test\.|tsbuildinfo|^src/.test(file))).toEqual([]);
  });

  test("depends on released versions only", () => {
    expect(JSON.stringify(manifest(name))).not.toMatch(/workspace:|\.\/src|link:|file:/);
  });
});

describe("the command", () => {
  test("says its version", () => {
    const outcome = authz("--version");
    expect(outcome).toMatchObject({ status: 0, stderr: "" });
    expect(outcome.stdout.trim()).toContain(manifest("cli").version);
  });

  test("runs by its name, as a shell would find it", () => {
    expect(run(join(project, "node_modules/.bin/authz"), ["--version"], project)).toMatchObject({ status: 0 });
  });

  test("decides", () => {
    const options = ["--policy", "policy.authz", "--facts", "facts.json", "--format", "json"];
    const allowed = authz("check", "User:ana", "read", "Document:d1", ...options);
    expect(allowed).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(allowed.stdout)).toMatchObject({ decision: true });
    const denied = authz("check", "User:bo", "read", "Document:d1", ...options);
    expect(denied).toMatchObject({ status: 1, stderr: "" });
    expect(JSON.parse(denied.stdout)).toMatchObject({ decision: false, context: { code: "no_grant" } });
  });
});

/** Tells on standard error of every module that is loaded. */
const tattle = `import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });`;

/** What a question loads: lower these when it is less. */
const mostFiles = 29;
const mostKibibytes = 580;

describe("the bundle of the command", () => {
  const bundle = join(project, "node_modules/@authz/cli/bundle");

  test("holds the licences of what others wrote", () => {
    const licences = readFileSync(join(bundle, "LICENSES.txt"), "utf8");
    for (const name of ["chevrotain", "commander", "@noble/hashes", "picocolors"])
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, "m"));
    expect(licences).toContain("Permission is hereby granted");
  });

  test("answers a question with a bounded part of itself, and with nothing else that is installed", () => {
    const hook = `--import=data:text/javascript,${encodeURIComponent(tattle)}`;
    const question = ["check", "User:ana", "read", "Document:d1", "--policy", "policy.authz", "--facts", "facts.json"];
    const { stderr } = run(process.execPath, [hook, join(bundle, "authz.js"), ...question], project);
    const paths = (stderr.match(/^file:.*$/gm) ?? []).map((url) => fileURLToPath(url));
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    expect(paths.filter((path) => dirname(path) !== realpathSync(bundle))).toEqual([]);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.length).toBeLessThanOrEqual(mostFiles);
    expect(bytes / 1024).toBeLessThanOrEqual(mostKibibytes);
  });

  test("imports by name only what the package depends on", () => {
    const code = globSync("*.js", { cwd: bundle }).map((file) => readFileSync(join(bundle, file), "utf8"));
    const paths = code.flatMap((text) => [...text.matchAll(/(?:\bfrom|\bimport\(?)"([@a-z][^"]*)"/g)]);
    const names = new Set(paths.map(([, path = ""]) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path));
    const { dependencies, peerDependencies } = manifest("cli");
    const declared = Object.keys({ ...(dependencies as object), ...(peerDependencies as object) });
    const undeclared = [...names].filter((name) => !name.startsWith("node:") && !declared.includes(name));
    expect(names).toContain("@authz/identity");
    expect(undeclared).toEqual([]);
  });

  test.each([
    ["a thread of its own", ["test", "--workers", "1"]],
    ["its own files", ["lint", "--config", "authz.config.json"]],
    ["esbuild", ["compile"]],
    ["the schemas of the engine", ["schema", "request"]],
    ["what is said of tokens", ["explain", "credential/missing"]],
    ["what describes an API", ["openapi", "check", "api.yaml"]],
  ])("finds %s: authz %j", (_what, words) => {
    put("policy/todo.authz", policy);
    put("policy/todo.test.authz", 'test "of nobody" { User "bo" cannot read Document "d1" }\n');
    put("authz.config.json", '{ "lint": {} }\n');
    put("api.yaml", "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n");
    const outcome = authz(...words, "--policy", "policy");
    expect(outcome).toMatchObject({ status: 0 });
    expect(outcome.stdout).not.toBe("");
  });
});

describe("the library", () => {
  test("answers from plain JavaScript", () => {
    put("usage.js", usage);
    expect(must(process.execPath, ["usage.js"], project).trim()).toBe("403 true false no_grant true false\n1");
  });

  test("comes with types that compile by themselves, strictly", () => {
    put("usage.ts", usage.replace("(id) =>", "(id: string) =>"));
    put("tsconfig.json", JSON.stringify({ compilerOptions: consumerOptions, files: ["usage.ts"] }));
    const tsc = resolve(root, "node_modules/typescript/bin/tsc");
    expect(run(process.execPath, [tsc], project)).toMatchObject({ status: 0, stdout: "" });
  });

  test("comes with types that find mistakes", () => {
    put("wrong.ts", 'import { compile } from "@authz/engine";\nexport const wrong: number = compile;\n');
    put("tsconfig.json", JSON.stringify({ compilerOptions: consumerOptions, files: ["wrong.ts"] }));
    const tsc = resolve(root, "node_modules/typescript/bin/tsc");
    expect(run(process.execPath, [tsc], project).stdout).toMatch(/wrong\.ts\(2,14\): error TS2322/);
  });
});

test("all packages have one version", () => {
  const versions = packages.map(
    (name) => (JSON.parse(read(`packages/${name}/package.json`)) as { version: string }).version,
  );
  expect(new Set(versions).size).toBe(1);
});
