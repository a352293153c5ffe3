/** The cases: reading them and the schema of `case.json`. */
import type { AssignmentData, EntityData, Ref } from "@authz/engine";
import { Ajv } from "ajv";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export interface Case {
  /** `E/kleene-and` */
  readonly id: string;
  readonly folder: string;
  readonly expected: Expected;
}

/** What stands in `case.json`. */
export interface Expected {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly now?: string;
  readonly requests?: readonly ExpectedDecision[];
  readonly bodies?: readonly ExpectedBody[];
  readonly matches?: readonly { readonly method: string; readonly path: string; readonly match: unknown }[];
  readonly tests?: readonly { readonly name: string; readonly passes: boolean }[];
  readonly diagnostics?: readonly ExpectedDiagnostic[];
  readonly sameVersion?: readonly string[];
}

export interface ExpectedDecision {
  readonly name?: string;
  readonly changes?: readonly Change[];
  readonly request: unknown;
  readonly decision: boolean;
  readonly code: string;
  readonly rules?: readonly string[];
  readonly challenge?: unknown;
  readonly message?: string | null;
  readonly hides?: readonly string[];
  readonly explains?: readonly string[];
}

export interface Change {
  readonly put?: EntityData;
  readonly delete?: Ref;
  readonly assign?: AssignmentData;
  readonly revoke?: AssignmentData;
  /** It violates separation of duty, and is not made. */
  readonly refused?: true;
}

export interface ExpectedBody {
  readonly name?: string;
  readonly body: unknown;
  readonly answer?: boolean;
  readonly answers?: readonly boolean[];
  readonly refused?: true;
}

export interface ExpectedDiagnostic {
  readonly code: string;
  readonly severity?: "error" | "warning";
  readonly underlined?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  readonly source?: string;
  readonly suggestion?: string;
}

const here = import.meta.dirname;
const casesFolder = join(here, "cases");

function validator(): (data: unknown) => string | undefined {
  const ajv = new Ajv({ allErrors: true });
  const validate = ajv.compile<Expected>(JSON.parse(readFileSync(join(here, "case.schema.json"), "utf8")) as object);
  return (data) => (validate(data) ? undefined : ajv.errorsText(validate.errors, { dataVar: "case.json" }));
}

/** All cases in order. Throws for a `case.json` that does not fit the schema. */
export function readCases(): readonly Case[] {
  const invalid = validator();
  return folders(casesFolder).flatMap((family) =>
    folders(join(casesFolder, family)).map((name) => {
      const folder = join(casesFolder, family, name);
      const expected = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Expected;
      const problem = invalid(expected);
      if (problem !== undefined) throw new TypeError(`${family}/${name}: ${problem}`);
      return { id: `${family}/${name}`, folder, expected };
    }),
  );
}

/** Ids of all clauses of the language reference, in the order of its pages. */
export function readClauses(): readonly string[] {
  const pages = readdirSync(here).filter((name) => name.endsWith(".md"));
  return pages.flatMap((page) =>
    [...readFileSync(join(here, page), "utf8").matchAll(/^\*\*([A-Z]-\d+)\*\*/gm)].map(([, id = ""]) => id),
  );
}

/** The facts of a case, in whichever format. */
export function factsFiles(folder: string): readonly string[] {
  return ["facts.json", "facts.jsonl", "facts.yaml"]
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path));
}

function folders(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
