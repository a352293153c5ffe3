import type { LintRule } from "@authz/dsl/lint";
import { type DiagnosticDefinition, compareText } from "@authz/model";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { find, root } from "../workspace.ts";
import { type Problems, camelCase } from "./output.ts";

/** One file of `packages/<name>/src/diagnostics/<phase>/`. */
export interface DefinitionFile {
  readonly package: string;
  readonly path: string;
  /** The tail of the path: `names/unknown-role`. */
  readonly code: string;
  readonly constant: string;
  readonly definition: DiagnosticDefinition;
}

/** Every diagnostic of a package by its code; a file that breaks the convention becomes a problem. */
export async function readDefinitions(name: string, problems: Problems): Promise<DefinitionFile[]> {
  const folder = `packages/${name}/src/diagnostics`;
  const files: DefinitionFile[] = [];
  for (const path of find(`${folder}/*/*.ts`)) {
    if (path.endsWith(".test.ts")) continue;
    const code = path.slice(folder.length + 1, -".ts".length);
    const named = { path, code, constant: camelCase(code.slice(code.indexOf("/") + 1)) };
    const exported = await load(path, problems);
    const definition = exported === undefined ? undefined : checkDefinition(named, exported, problems);
    if (definition !== undefined) files.push({ ...named, package: name, definition });
  }
  return files;
}

/** The one definition that a file exports, if it is named after the file and its code after the path. */
export function checkDefinition(
  file: Pick<DefinitionFile, "path" | "code" | "constant">,
  exported: Readonly<Record<string, unknown>>,
  problems: Problems,
): DiagnosticDefinition | undefined {
  const { path, code, constant } = file;
  const names = Object.keys(exported);
  if (names.length !== 1 || names[0] !== constant) {
    problems.push(`${path}: must export exactly one const, ${constant}; it exports ${names.join(", ") || "nothing"}`);
    return undefined;
  }
  const definition = exported[constant];
  if (!isDefinition(definition)) {
    problems.push(`${path}: ${constant} is not made by defineDiagnostic`);
    return undefined;
  }
  if (definition.code !== code) problems.push(`${path}: its code must be "${code}", not "${definition.code}"`);
  return definition;
}

/** One file of `packages/dsl/src/lint/rules/<group>/`; its code is `lint/<name>`. */
export interface RuleFile extends DefinitionFile {
  readonly definition: LintRule;
}

export async function readRules(problems: Problems): Promise<RuleFile[]> {
  const files: RuleFile[] = [];
  for (const path of find("packages/dsl/src/lint/rules/*/*.ts")) {
    if (path.endsWith(".test.ts")) continue;
    const [group = "", name = ""] = path.slice(0, -".ts".length).split("/").slice(-2);
    const named = { path, code: `lint/${name}`, constant: camelCase(name) };
    const exported = await load(path, problems);
    const definition = exported === undefined ? undefined : checkDefinition(named, exported, problems);
    if (definition === undefined) continue;
    const rule = definition as LintRule;
    if (rule.group !== group)
      problems.push(`${path}: its group is "${rule.group}", so it belongs in rules/${rule.group}`);
    files.push({ ...named, package: "dsl", definition: rule });
  }
  return files.toSorted((left, right) => compareText(left.code, right.code));
}

async function load(path: string, problems: Problems): Promise<Record<string, unknown> | undefined> {
  try {
    return (await import(pathToFileURL(resolve(root, path)).href)) as Record<string, unknown>;
  } catch (error) {
    problems.push(`${path}: cannot be imported: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function isDefinition(value: unknown): value is DiagnosticDefinition {
  if (typeof value !== "object" || value === null) return false;
  const members: readonly string[] = ["code", "severity", "summary", "why", "message", "help", "bad", "good"];
  return members.every((member) => member in value);
}
