/** The two ways from the files of a case to a policy and facts: as texts and data, and as files. */
import { parsePolicy, type PolicyFile } from "@authz/dsl";
import { parseFacts, type Facts, type Policy } from "@authz/engine";
import { readFacts, readPolicy } from "@authz/engine/node";
import type { Diagnostic } from "@authz/dsl";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { factsFiles } from "./case-folders.ts";

export interface Loaded {
  readonly policy: Policy | undefined;
  /** Undefined when the case has none, or they are wrong. */
  readonly facts: Facts | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of the policy that diagnostics point into. */
  readonly sources: readonly PolicyFile[];
}

export interface Loader {
  readonly name: string;
  /** Whether diagnostics of facts say the line. */
  readonly knowsLines: boolean;
  load(folder: string): Promise<Loaded>;
}

export const loaders: readonly Loader[] = [
  { name: "texts", knowsLines: false, load: loadTexts },
  { name: "files", knowsLines: true, load: loadFiles },
];

/** Every `.authz` file below the folder, by its path there. */
function readTexts(folder: string, prefix = ""): PolicyFile[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = `${prefix}${entry.name}`;
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return readTexts(folder, `${name}/`);
    return name.endsWith(".authz") ? [{ name, text: readFileSync(join(folder, name), "utf8") }] : [];
  });
}

async function loadTexts(folder: string): Promise<Loaded> {
  const sources = readTexts(folder);
  const { policy, diagnostics } = parsePolicy(sources);
  const [file] = factsFiles(folder);
  if (policy === undefined || file === undefined) return { policy, facts: undefined, diagnostics, sources };
  const checked = file.endsWith(".json")
    ? parseFacts(policy, JSON.parse(readFileSync(file, "utf8")))
    : await readFacts(policy, [file]);
  return { policy, facts: checked.value, diagnostics: [...diagnostics, ...checked.diagnostics], sources };
}

async function loadFiles(folder: string): Promise<Loaded> {
  const { value: policy, diagnostics, sources } = await readPolicy(folder);
  const files = factsFiles(folder);
  if (policy === undefined || files.length === 0) return { policy, facts: undefined, diagnostics, sources };
  const checked = await readFacts(policy, files);
  return { policy, facts: checked.value, diagnostics: [...diagnostics, ...checked.diagnostics], sources };
}
