import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { Ajv } from "ajv";
import type { AssignmentData, EntityData, Ref } from "@authz/engine";

export interface Case {
  readonly name: string;
  readonly policy: readonly { readonly name: string; readonly text: string }[];
  /** The text of facts.json; undefined when the case has none. */
  readonly facts: string | undefined;
  readonly expected: Expected;
}

export interface Expected {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly now?: string;
  readonly requests?: readonly ExpectedDecision[];
  readonly batch?: { readonly body: unknown; readonly decisions?: readonly boolean[]; readonly error?: true };
  readonly matches?: readonly { readonly method: string; readonly path: string; readonly match: unknown }[];
  readonly diagnostics?: readonly ExpectedDiagnostic[];
}

export interface ExpectedDecision {
  readonly name?: string;
  /** Made to the facts before the request is asked. */
  readonly changes?: readonly FactsChange[];
  readonly request: unknown;
  readonly decision: boolean;
  readonly code: string;
  readonly rules?: readonly string[];
  readonly challenge?: unknown;
  readonly message?: string | null;
  /** Texts that may stand nowhere in the answer. */
  readonly hides?: readonly string[];
}

/** One of its members, named like the engine's functions. */
export interface FactsChange {
  readonly put?: EntityData;
  readonly delete?: Ref;
  readonly assign?: AssignmentData;
  readonly revoke?: AssignmentData;
}

export interface ExpectedDiagnostic {
  readonly code: string;
  readonly severity?: "error" | "warning";
  readonly source?: string;
  readonly underlined?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  readonly suggestion?: string;
}

/** Every folder below `root` that holds a case.json; one that does not fit the schema throws with its name. */
export function readCases(root: string): readonly Case[] {
  const validate = new Ajv({ strictTypes: false }).compile<Expected>(readJson(join(root, "../case.schema.json")));
  return filesBelow(root)
    .filter((file) => file.endsWith("case.json"))
    .map((file) => {
      const folder = join(file, "..");
      const expected: unknown = readJson(file);
      if (!validate(expected)) throw new Error(`${file}: ${JSON.stringify(validate.errors)}`);
      const files = filesBelow(folder);
      const policy = files
        .filter((path) => path.endsWith(".authz"))
        .map((path) => ({ name: relative(folder, path), text: readFileSync(path, "utf8") }));
      const facts = files.find((path) => path.endsWith("facts.json"));
      return {
        name: relative(root, folder),
        policy,
        facts: facts === undefined ? undefined : readFileSync(facts, "utf8"),
        expected,
      };
    });
}

/** The ids of all clauses in a Markdown text. */
export function clausesOf(text: string): readonly string[] {
  return [...text.matchAll(/^\*\*([A-Z]-\d+)\*\*/gm)].map((match) => match[1] ?? "");
}

function readJson(file: string): object {
  return JSON.parse(readFileSync(file, "utf8")) as object;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}
