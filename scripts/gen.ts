/**
 * Writes what is made from other files: the registries of diagnostics, lint rules and verbs, the pages of diagnostics and
 * rules, the schema of the configuration file and the API reports. With --check it writes nothing and fails when one of them is not what it would write.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { apiReports } from "./gen/api.ts";
import { type DefinitionFile, readDefinitions, readRules } from "./gen/definitions.ts";
import { type Outputs, type Problems, formatted } from "./gen/output.ts";
import { diagnosticPages, rulePages } from "./gen/pages.ts";
import { refusalsPage } from "./gen/refusals.ts";
import { commandsRegistry, configSchemaFile, diagnosticsRegistry, rulesRegistry } from "./gen/registries.ts";
import { find, read, root } from "./workspace.ts";

const generatedFiles = [
  "packages/*/src/**/*.generated.ts",
  "docs/reference/diagnostics/**/*.md",
  "docs/reference/lint/*.md",
  "docs/reference/refusals.md",
  "packages/cli/schemas/*.json",
  "api/*.d.ts",
];

async function collect(problems: Problems): Promise<Outputs> {
  const outputs: Outputs = new Map();
  const definitions: DefinitionFile[] = [];
  for (const name of ["dsl", "engine", "openapi"]) {
    const files = await readDefinitions(name, problems);
    diagnosticsRegistry(name, files, outputs);
    definitions.push(...files);
  }
  const rules = await readRules(problems);
  rulesRegistry(rules, outputs);
  rulePages(rules, outputs);
  const ofLint = definitions.filter((file) => file.package !== "openapi").map(({ definition }) => definition);
  configSchemaFile(rules, ofLint, outputs);
  commandsRegistry(outputs, problems);
  diagnosticPages(definitions, outputs);
  refusalsPage(outputs);
  return outputs;
}

/** Brings the files on disk to what they should be, or only names those that are not. */
async function settle(outputs: Outputs, owned: readonly string[], check: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of outputs) {
    const wanted = await formatted(path, text);
    if (existsSync(resolve(root, path)) && read(path) === wanted) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(resolve(root, path)), { recursive: true });
    writeFileSync(resolve(root, path), wanted);
  }
  for (const path of owned) {
    if (outputs.has(path)) continue;
    stale.push(path);
    if (!check) rmSync(resolve(root, path));
  }
  return stale;
}

async function main(check: boolean): Promise<number> {
  const problems: Problems = [];
  // The API reports come last: they are made from types that the registries are part of.
  const sources = await collect(problems);
  const isReport = (path: string): boolean => path.startsWith("api/");
  const owned = find(...generatedFiles);
  const stale = await settle(
    sources,
    owned.filter((path) => !isReport(path)),
    check,
  );
  const reports = apiReports(problems);
  if (reports !== undefined) stale.push(...(await settle(reports, owned.filter(isReport), check)));

  for (const problem of problems) console.error(problem);
  if (problems.length > 0) return 1;
  if (stale.length === 0) console.log("Generated files are up to date.");
  else if (check) console.error(`Stale, run pnpm gen:\n${stale.map((path) => `  ${path}`).join("\n")}`);
  else console.log(`Written:\n${stale.map((path) => `  ${path}`).join("\n")}`);
  return check && stale.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.includes("--check"));
