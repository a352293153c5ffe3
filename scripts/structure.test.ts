import { describe, expect, test } from "@jest/globals";
import { findViolations } from "./structure.ts";
import { find, packages, read } from "./workspace.ts";

function declared(name: string): readonly string[] {
  type Listed = Readonly<Record<string, string>>;
  const manifest = JSON.parse(read(`packages/${name}/package.json`)) as {
    dependencies?: Listed;
    peerDependencies?: Listed;
  };
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
}

const dependencies = Object.fromEntries(packages.map((name) => [name, declared(name)]));

function violationsOf(files: Record<string, string>): string[] {
  return findViolations({ files: new Map(Object.entries(files)), dependencies });
}

test("every file of the workspace is where it belongs and imports only what it may", () => {
  const paths = find(
    "packages/*/src/**/*.ts",
    "spec/**/*.ts",
    "bench/**/*.ts",
    "scripts/**/*.ts",
    "policies-examples/**/*.ts",
  );
  const files = new Map(paths.map((path) => [path, read(path)]));
  files.delete("scripts/structure.test.ts");
  expect(findViolations({ files, dependencies })).toEqual([]);
});

test("the lock file names no registry", () => {
  expect(read("pnpm-lock.yaml")).not.toMatch(/https?:\/\/|tarball:/);
});

describe("the check itself", () => {
  test("finds an import against the order of folders", () => {
    expect(violationsOf({ "packages/model/src/text/a.ts": 'import { b } from "../policy/b.ts";' })).toEqual([
      expect.stringContaining("packages/model/src/text/a.ts: imports ../policy/b.ts, but policy comes after text"),
    ]);
  });

  test("finds a folder without a place in the order", () => {
    expect(violationsOf({ "packages/model/src/attic/a.ts": 'import { b } from "../text/b.ts";' })).toEqual([
      "packages/model/src/attic/a.ts: attic has no place in the order of packages/model: add it to scripts/structure.ts",
    ]);
  });

  test("finds an import of the package's own index", () => {
    expect(violationsOf({ "packages/dsl/src/check/a.ts": 'import type { B } from "../index.ts";' })).toHaveLength(1);
  });

  test("finds a relative import into another package, from anywhere", () => {
    expect(
      violationsOf({ "packages/engine/src/facts/a.ts": 'export * from "../../../dsl/src/index.ts";' }),
    ).toHaveLength(1);
    expect(violationsOf({ "spec/a.ts": 'const b = await import("../packages/dsl/src/index.ts");' })).toHaveLength(1);
  });

  test("finds an undeclared dependency", () => {
    expect(violationsOf({ "packages/model/src/text/a.ts": 'import { format } from "prettier";' })).toEqual([
      "packages/model/src/text/a.ts: imports prettier, which packages/model/package.json does not declare",
    ]);
  });

  test("sees every way to import, and only those", () => {
    const ways = [
      'import "a";',
      'import type { X } from "b";',
      'import {\n  type X,\n  y as $z,\n} from "c";',
      'import * as all from "d";',
      'export * from "e";',
      'const f = (await import("f")).f;',
      'const text = `it comes from "nowhere"`;',
      'export const other = "nothing";',
    ];
    const found = violationsOf({ "packages/model/src/text/a.ts": ways.join("\n") });
    expect(found.map((sentence) => /imports (\w+),/.exec(sentence)?.[1])).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  test("finds names that say nothing", () => {
    expect(
      violationsOf({ "packages/model/src/utils/a.ts": "", "packages/dsl/src/check/helpers.test.ts": "" }),
    ).toHaveLength(2);
  });

  test("lets a file import what comes before it, and index everything", () => {
    const files = {
      "packages/model/src/policy/a.ts": 'import { b } from "../text/b.ts";',
      "packages/model/src/index.ts": 'export { a } from "./policy/a.ts";',
      "packages/engine/src/node/a.ts": 'import Ajv from "ajv";\nimport { c } from "@authz/dsl";',
    };
    expect(violationsOf(files)).toEqual([]);
  });
});
