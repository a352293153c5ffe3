/**
 * What a first `authz check` costs: the packages packed and installed as a user has them, whole processes, against one that
 * only imports commander. Prints times and the modules that were loaded. By hand: `node bench/cold-start.ts [runs]`.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packages, root } from "../scripts/workspace.ts";

const runs = Number(process.argv[2] ?? 30);
const example = resolve(root, "policies-examples/invoices");
const files = ["--policy", join(example, "policy"), "--facts", join(example, "facts.json")];
const question = ["check", "User:bo", "read", "Invoice:acme/1", ...files];

/** Writes down the address of every module that is loaded. */
const recorder = `import { registerHooks } from "node:module";
import { appendFileSync } from "node:fs";
registerHooks({ load: (url, context, next) => (appendFileSync(process.env.LOADED, url + "\\n"), next(url, context)) });`;

function must(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${status}\n${stdout}\n${stderr}`);
}

/** Packs and installs everything into a new project below `folder`. */
function install(folder: string): string {
  for (const name of packages)
    must("npx", ["-y", "pnpm@12", "pack", "--pack-destination", folder], resolve(root, "packages", name));
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  const tarballs = globSync(join(folder, "*.tgz"));
  must("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], project);
  return project;
}

function timed(args: readonly string[], cwd: string): number {
  const start = performance.now();
  must(process.execPath, args, cwd);
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

/** Taken in turns, so that what else the machine does falls on both. */
function compare(check: readonly string[], empty: readonly string[], cwd: string): string {
  const times: { readonly check: number; readonly empty: number }[] = [];
  for (let run = -2; run < runs; run++) {
    const pair = { check: timed(check, cwd), empty: timed(empty, cwd) };
    // The first two fill the compile cache.
    if (run >= 0) times.push(pair);
  }
  const checked = median(times.map((pair) => pair.check));
  const bare = median(times.map((pair) => pair.empty));
  return `check ${checked.toFixed(1)} ms, empty ${bare.toFixed(1)} ms, ratio ${(checked / bare).toFixed(2)} (${runs} runs)`;
}

/** The package of an installed module, and its path there. */
function placeOf(url: string): { readonly name: string; readonly path: string } {
  const [, name = "", path = ""] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(url) ?? [];
  return { name, path };
}

function loadedModules(check: readonly string[], folder: string, cwd: string): readonly string[] {
  const record = join(folder, "loaded.txt");
  const hook = `--import=data:text/javascript,${encodeURIComponent(recorder)}`;
  must(process.execPath, [hook, ...check], cwd, { ...process.env, LOADED: record });
  return readFileSync(record, "utf8")
    .split("\n")
    .filter((url) => url.startsWith("file:"));
}

function printModules(urls: readonly string[]): void {
  const byPackage = Map.groupBy(urls, (url) => placeOf(url).name);
  for (const [name, own] of byPackage) {
    const bytes = own.reduce((sum, url) => sum + statSync(fileURLToPath(url)).size, 0);
    console.log(`\n${name}: ${own.length} modules, ${(bytes / 1024).toFixed(1)} KiB`);
    for (const url of own.toSorted()) console.log(`  ${placeOf(url).path}`);
  }
  console.log(`\n${urls.length} modules in all`);
}

const folder = mkdtempSync(join(tmpdir(), "authz-cold-"));
try {
  const project = install(folder);
  const cli = join(project, "node_modules/@authz/cli");
  const check = [join(cli, "bundle/authz.js"), ...question];
  printModules(loadedModules(check, folder, cli));
  console.log(compare(check, ["--input-type=module", "--eval", 'import "commander";'], cli));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
