/**
 * The shape of the tree that a linter cannot see: which folder may import which, what crosses packages, names that say
 * nothing, undeclared dependencies. Cycles, node:* and the direction between packages are lint's (.oxlintrc.json).
 */
import { basename, dirname, posix } from "node:path";

/**
 * The folders (and single files) of each package's src in the order of the flow: each may import those before it.
 * index.ts comes after all of them; nothing inside the package imports it.
 */
export const folderOrder: Readonly<Record<string, readonly string[]>> = {
  model: ["text", "diagnostics", "values", "policy", "limits.ts"],
  dsl: [
    "limits.ts",
    "diagnostics",
    "sources.ts",
    "syntax",
    "identity",
    "check",
    "assemble.ts",
    "parsed-policy.ts",
    "parse-policy.ts",
    "format",
    "lint",
  ],
  engine: [
    "features",
    "decision.ts",
    "schema",
    "values",
    "diagnostics",
    "request",
    "facts",
    "endpoints",
    "ceiling",
    "reference",
    "explain",
    "openapi",
    "routes",
    "search",
    "separation",
    "hygiene",
    "answer",
    "core",
    "loading",
    "compile",
    "handles",
    "engine.ts",
    "authzen",
    "json-schema",
    "policy-tests",
    "node",
  ],
  compile: ["policy-data.ts", "features.ts", "bundle.ts", "declarations.ts", "types", "compile-module.ts"],
  identity: [
    "limits.ts",
    "codes.ts",
    "result.ts",
    "stores",
    "encoding",
    "net",
    "keys",
    "token",
    "introspection",
    "revocation",
    "proof",
    "api-keys",
    "basic",
    "claims",
    "config",
    "authorization",
    "authenticate",
    "inspect",
  ],
  openapi: ["limits.ts", "diagnostics", "text", "description", "policy", "check", "init", "annotate", "routes"],
  http: ["limits.ts", "request", "answer", "credentials", "metadata", "guard", "node", "express", "fastify", "fetch"],
  cli: [
    "terminal",
    "render",
    "command.ts",
    "package-file.ts",
    "policy-path.ts",
    "files",
    "input",
    "stores",
    "token",
    "keys",
    "revoke",
    "check",
    "search",
    "schema",
    "test",
    "lint",
    "fmt",
    "explain",
    "openapi",
    "routes",
    "compile",
    "commands",
    "program.ts",
    "main.ts",
  ],
};

const emptyNames = /^(?:utils?|helpers?|common|misc)$/;
const importPattern = /^(?:import|export)\s(?:type\s)?(?:[\w$*{},\s]*\sfrom\s)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

export interface Tree {
  /** Path from the root to text, for every TypeScript file. */
  readonly files: ReadonlyMap<string, string>;
  /** What package.json of each package declares. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** One sentence for everything that is not where it should be. */
export function findViolations(tree: Tree): string[] {
  const found: string[] = [];
  for (const [path, text] of tree.files) {
    found.push(...badNames(path));
    for (const [, fixed, dynamic] of text.matchAll(importPattern)) {
      const specifier = fixed ?? dynamic ?? "";
      const problem = specifier.startsWith(".")
        ? relativeImport(path, specifier)
        : packageImport(path, specifier, tree);
      if (problem !== undefined) found.push(`${path}: ${problem}`);
    }
  }
  return [...new Set(found)];
}

function badNames(path: string): string[] {
  const names = path.split("/").map((part) => part.replace(/\..*$/, ""));
  const bad = names.find((name) => emptyNames.test(name));
  return bad === undefined ? [] : [`${path}: "${bad}" says nothing; name the file after what it holds`];
}

interface Place {
  readonly package: string;
  /** The folder below src, or the file's name when it lies in src itself. */
  readonly folder: string;
}

function placeOf(path: string): Place | undefined {
  const match = /^packages\/([^/]+)\/src\/([^/]+)/.exec(path);
  return match === null ? undefined : { package: match[1] ?? "", folder: match[2] ?? "" };
}

function relativeImport(path: string, specifier: string): string | undefined {
  const target = posix.join(dirname(path), specifier);
  const from = placeOf(path);
  const to = placeOf(target);
  if (from?.package !== to?.package) {
    return to === undefined
      ? `imports ${specifier}, which is outside its package`
      : `imports ${specifier}: across packages only what @authz/${to.package} exports`;
  }
  if (from === undefined || to === undefined || isTest(path)) return undefined;
  return folderImport(from, to, specifier);
}

function folderImport(from: Place, to: Place, specifier: string): string | undefined {
  if (to.folder === "index.ts") return `imports ${specifier}: take it from the file that defines it`;
  const order = folderOrder[from.package] ?? [];
  for (const { folder } of [from, to]) {
    if (folder === "index.ts" || order.includes(folder)) continue;
    return `${folder} has no place in the order of packages/${from.package}: add it to scripts/structure.ts`;
  }
  if (from.folder === "index.ts" || order.indexOf(to.folder) <= order.indexOf(from.folder)) return undefined;
  return `imports ${specifier}, but ${to.folder} comes after ${from.folder} (${order.join(" -> ")})`;
}

function packageImport(path: string, specifier: string, tree: Tree): string | undefined {
  const place = placeOf(path);
  if (place === undefined || isTest(path) || specifier.startsWith("node:")) return undefined;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  if (tree.dependencies[place.package]?.includes(name) === true) return undefined;
  return `imports ${name}, which packages/${place.package}/package.json does not declare`;
}

function isTest(path: string): boolean {
  return basename(path).endsWith(".test.ts") || path.includes("/testing/");
}
