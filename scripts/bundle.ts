/**
 * The command in few files, since a process that only answers one question spends most of its time on finding and loading
 * modules. What one verb needs and another doesn't stays apart: every dynamic import begins a file of its own.
 */
import { build, type Metafile, type Plugin } from "esbuild";
import { chmodSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/**
 * What every question to a policy loads. Everything else comes as it is installed: it is used by few verbs, and what reads
 * the network or a file of somebody else can be updated without us.
 */
const bundled: readonly string[] = [
  "@authz/dsl",
  "@authz/engine",
  "@authz/model",
  "@chevrotain/cst-dts-gen",
  "@chevrotain/gast",
  "@chevrotain/regexp-to-ast",
  "@chevrotain/utils",
  "@noble/hashes",
  "chevrotain",
  "commander",
  "fastest-levenshtein",
  "jsonc-parser",
  "picocolors",
];
/** Brings a library that only one verb uses. */
const apart = "@authz/engine/json-schema";

/** Bundles the bins of the package in the current folder, and the threads that they start, into the folder `bundle`. */
export async function bundleBins(): Promise<void> {
  rmSync("bundle", { recursive: true, force: true });
  const bins = globSync("bin/*.js");
  const { metafile } = await build({
    entryPoints: [...bins, ...globSync("src/**/thread.ts")],
    entryNames: "[name]",
    outdir: "bundle",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node22.18",
    legalComments: "none",
    plugins: [light, installed],
    metafile: true,
    logLevel: "warning",
  });
  for (const bin of bins) chmodSync(join("bundle", basename(bin)), 0o755);
  refuseUndeclared(metafile);
  writeFileSync("bundle/LICENSES.txt", licences(metafile));
}

/**
 * What commander imports of Node at its start costs more than commander, for a function that only colours need, programs that
 * are not started and streams that are not read.
 */
const builtins: Readonly<Record<string, string>> = {
  "node:child_process":
    'export default { get spawn() { return process.getBuiltinModule("node:child_process").spawn; } };',
  "node:process": "export default process;",
  "node:util": 'export const { stripVTControlCharacters } = process.getBuiltinModule("node:util");',
};

const light: Plugin = {
  name: "light",
  setup(plugin) {
    plugin.onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      path in builtins && importer.includes("/commander/") ? { path, namespace: "light" } : undefined,
    );
    plugin.onLoad({ filter: /^/, namespace: "light" }, ({ path }) => ({ contents: builtins[path] ?? "" }));
  },
};

const installed: Plugin = {
  name: "installed",
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const inside = kind === "entry-point" || (bundled.includes(packageOf(path)) && path !== apart);
      return inside ? undefined : { path, external: true };
    });
  },
};

/** `@scope/name/path` → `@scope/name` */
function packageOf(path: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(resolve(folder, "package.json"), "utf8")) as Manifest;
}

/** What is imported from a bundle must be found from there, wherever the package manager puts the dependencies of others. */
function refuseUndeclared({ outputs }: Metafile): void {
  const { dependencies, peerDependencies } = readManifest(".");
  const declared = { ...dependencies, ...peerDependencies };
  const external = Object.values(outputs).flatMap(({ imports }) => imports.filter((imported) => imported.external));
  const undeclared = external
    .map(({ path }) => path)
    .filter((path) => !path.startsWith("node:") && !(packageOf(path) in declared));
  if (undeclared.length > 0) throw new Error(`package.json does not declare ${[...new Set(undeclared)].join(", ")}`);
}

/** The licences of what others wrote: each text once, below the packages that it is of. */
function licences({ inputs }: Metafile): string {
  const folders = Object.keys(inputs).flatMap((path) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const byText = Map.groupBy([...new Set(folders)].toSorted(), licenceText);
  const sections = [...byText].map(([text, ofText]) => `${ofText.map(nameAndVersion).join("\n")}\n\n${text}`);
  return sections.join(`\n${"-".repeat(80)}\n\n`);
}

function licenceText(folder: string): string {
  const files = globSync("{LICEN[CS]E,NOTICE}{,.md,.txt}", { cwd: folder }).toSorted();
  if (files.length === 0) throw new Error(`${folder} has no licence that could be passed on`);
  return files.map((file) => readFileSync(resolve(folder, file), "utf8")).join("\n");
}

function nameAndVersion(folder: string): string {
  const { name, version } = readManifest(folder);
  return `${name} ${version}`;
}
