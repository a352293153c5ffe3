/** Counted in bytes, minified and gzipped, so that whatever makes it larger is seen here. */
import { expect, test } from "@jest/globals";
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { compileModule } from "./compile-module.ts";
import { examplePolicy } from "./testing/policies.ts";

function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

// The aim is 6,000 for invoices, and is missed: its policy alone, as data, is 3,000.
test.each([
  ["invoices", 15_370],
  ["todo", 9_740],
])("the module of %s is at most %d bytes", async (name, most) => {
  const { code } = await compileModule(await examplePolicy(name));
  expect(gzipped(code)).toBeLessThanOrEqual(most);
});

// The aim for the engine is 15,000: what decides, with endpoints, keeps it; all that an engine can do besides does not.
test.each([
  ['export * from "@authz/engine/core"', 13_200],
  ['export { compile } from "@authz/engine"', 51_800],
  ['export * from "@authz/engine"', 57_880],
])("%s is at most %d bytes", async (contents, most) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    logLevel: "silent",
  });
  expect(gzipped(outputFiles[0]!.text)).toBeLessThanOrEqual(most);
});
