import {
  compareDiagnostics,
  createDiagnostic,
  createLines,
  locate,
  type Diagnostic,
  type Lines,
  type Policy,
  type Source,
} from "@authz/model";
import { extname } from "node:path";
import { unknownFormat } from "../diagnostics/files/unknown-format.ts";
import type { Facts } from "../facts/facts.ts";
import { parseFactsFrom } from "../facts/parse-facts.ts";
import { readJsonLines } from "./data/json-lines.ts";
import { readJson, wholeText } from "./data/json.ts";
import type { Document, PointedPart, ReadData } from "./data/document.ts";
import { wholeFile } from "./failures.ts";
import { unwrap, type Loaded } from "./loaded.ts";
import { limitsOf, type LoadOptions } from "./options.ts";
import { readText } from "./read-text.ts";

/**
 * Reads files of facts (`.json`, `.jsonl`, `.ndjson`, `.yaml`, `.yml`) that are one set together, and checks them against the
 * policy; rejects with a {@link DiagnosticsError} when anything is wrong, and then nothing is loaded.
 */
export async function loadFacts(policy: Policy, files: readonly string[], options: LoadOptions = {}): Promise<Facts> {
  return unwrap(await readFacts(policy, files, options));
}

/** The same for tools that show what they find: never rejects for what people wrote. */
export async function readFacts(
  policy: Policy,
  files: readonly string[],
  options: LoadOptions = {},
): Promise<Loaded<Facts>> {
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  const documents: FactsDocument[] = [];
  for (const file of files) {
    const read = await readFile(file, options);
    if (read.source !== undefined) sources.push(read.source);
    diagnostics.push(...read.diagnostics);
    if (read.source === undefined || read.document === undefined) continue;
    documents.push({ name: `${documents.length}`, source: read.source, document: read.document });
  }
  if (diagnostics.length > 0) return { diagnostics, sources };
  const inputs = documents.map(({ name, document }) => ({ name, data: document.data }));
  const checked = parseFactsFrom(policy, inputs);
  const located = await locateAll(checked.diagnostics, documents);
  return { ...(checked.value === undefined ? {} : { value: checked.value }), diagnostics: located, sources };
}

interface FactsDocument {
  /** Tells two files of one name apart. */
  readonly name: string;
  readonly source: Source;
  readonly document: Document;
}

const formats: readonly string[] = [".json", ".jsonl", ".ndjson", ".yaml", ".yml"];

async function readFile(path: string, options: LoadOptions): Promise<ReadData & { readonly source?: Source }> {
  const limits = limitsOf(options);
  const format = extname(path);
  if (!formats.includes(format)) {
    return { diagnostics: [createDiagnostic(unknownFormat, wholeFile(path), { path, formats })] };
  }
  const read = await readText(path, limits.factsFileLength);
  const { source } = read;
  if (!read.ok) return { diagnostics: [read.diagnostic], ...(source === undefined ? {} : { source }) };
  const part = wholeText(read.source);
  if (format === ".json") return { ...(await readJson(part, limits)), source: read.source };
  if (format === ".jsonl" || format === ".ndjson") {
    return { ...(await readJsonLines(part, limits)), source: read.source };
  }
  const { readYaml } = await import("./data/yaml.ts");
  return { ...readYaml(part, limits), source: read.source };
}

/** The checker of facts knows pointers; people need lines. */
async function locateAll(
  diagnostics: readonly Diagnostic[],
  documents: readonly FactsDocument[],
): Promise<readonly Diagnostic[]> {
  const lines = new Map<Source, Lines>();
  const located: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const part = partOf(diagnostic);
    const location = await relocate(diagnostic.location, part, documents, lines);
    const related = await Promise.all(
      diagnostic.related.map(async (other) => ({
        ...other,
        location: await relocate(other.location, "value", documents, lines),
      })),
    );
    located.push({ ...diagnostic, location, related });
  }
  return located.sort(compareDiagnostics);
}

async function relocate(
  location: Diagnostic["location"],
  part: PointedPart,
  documents: readonly FactsDocument[],
  lines: Map<Source, Lines>,
): Promise<Diagnostic["location"]> {
  const found = documents[Number(location.source)];
  if (found === undefined) return location;
  const { source, document } = found;
  const table = lines.get(source) ?? createLines(source.text);
  lines.set(source, table);
  const { span, pointer } = await document.locate(location.pointer ?? "", part);
  return { ...locate(source, span, table), pointer };
}

/** What must not be there is wrong by its name, all else by its value. */
function partOf(diagnostic: Diagnostic): PointedPart {
  return diagnostic.code === "facts/unknown-attribute" ? "name" : "value";
}
