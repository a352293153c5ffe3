import {
  compareDiagnostics,
  createDiagnostic,
  createLines,
  locate,
  type Diagnostic,
  type Limits,
  type Lines,
  type Policy,
  type Source,
} from "@authz/model";
import { extname } from "node:path";
import { unknownFormat } from "../diagnostics/files/unknown-format.ts";
import type { Facts } from "../facts/facts.ts";
import { parseFactsFrom } from "../separation/parse-facts.ts";
import { readJsonLines } from "./data/json-lines.ts";
import { readJson, wholeText } from "./data/json.ts";
import { readYaml } from "./data/read-yaml.ts";
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

export interface ReadFactsOptions extends LoadOptions {
  /** Also reports what loads and is suspicious all the same: dangling references, ended assignments, and the like. */
  readonly review?: boolean;
  /** What ended assignments are compared with; default: the system's clock. */
  readonly clock?: () => Date;
}

/** The same for tools that show what they find: never rejects for what people wrote. */
export async function readFacts(
  policy: Policy,
  files: readonly string[],
  options: ReadFactsOptions = {},
): Promise<Loaded<Facts>> {
  const limits = limitsOf(options);
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    // A format that is not known is not read either: it may be anything.
    const read = formatOf(file) === undefined ? undefined : await readText(file, limits.factsFileLength);
    if (read === undefined) diagnostics.push(createDiagnostic(unknownFormat, wholeFile(file), { path: file, formats }));
    if (read?.source !== undefined) sources.push(read.source);
    if (read?.ok === false) diagnostics.push(read.diagnostic);
  }
  return diagnostics.length > 0 ? { diagnostics, sources } : parseFactsTexts(policy, sources, options);
}

/** Facts from texts that were read already; the extension of a text's name says what format it has. */
export async function parseFactsTexts(
  policy: Policy,
  sources: readonly Source[],
  options: ReadFactsOptions = {},
): Promise<Loaded<Facts>> {
  const diagnostics: Diagnostic[] = [];
  const documents: FactsDocument[] = [];
  for (const source of sources) {
    const read = await readDocument(source, limitsOf(options));
    diagnostics.push(...read.diagnostics);
    if (read.document !== undefined) documents.push({ source, document: read.document });
  }
  if (diagnostics.length > 0) return { diagnostics, sources };
  // The place in the list tells two files of one name apart.
  const inputs = documents.map(({ document }, index) => ({ name: String(index), data: document.data }));
  const { clock = () => new Date() } = options;
  const checked = parseFactsFrom(policy, inputs, { clock, mergeViolations: options.review === true });
  // Only some tools review: the others need not load what does.
  const { reviewFacts } = options.review === true ? await import("../hygiene/review-facts.ts") : {};
  const reviewed = checked.value === undefined ? [] : (reviewFacts?.(policy, checked.value, inputs, clock) ?? []);
  const located = await locateAll([...checked.diagnostics, ...reviewed], documents);
  return { ...(checked.value === undefined ? {} : { value: checked.value }), diagnostics: located, sources };
}

interface FactsDocument {
  readonly source: Source;
  readonly document: Document;
}

type Format = "json" | "lines" | "yaml";

const formatByExtension: ReadonlyMap<string, Format> = new Map([
  [".json", "json"],
  [".jsonl", "lines"],
  [".ndjson", "lines"],
  [".yaml", "yaml"],
  [".yml", "yaml"],
]);
const formats: readonly string[] = [...formatByExtension.keys()];

function formatOf(name: string): Format | undefined {
  return formatByExtension.get(extname(name));
}

async function readDocument(source: Source, limits: Limits): Promise<ReadData> {
  const part = wholeText(source);
  switch (formatOf(source.name)) {
    case "json":
      return readJson(part, limits);
    case "lines":
      return readJsonLines(part, limits);
    case "yaml":
      return readYaml(part, limits);
    case undefined:
      return { diagnostics: [createDiagnostic(unknownFormat, wholeFile(source.name), { path: source.name, formats })] };
  }
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

const namedWrongly: ReadonlySet<string> = new Set([
  "facts/unknown-attribute",
  "facts/unknown-member",
  "data/unassigned-role",
]);

/** What must not be there is wrong by its name, all else by its value. */
function partOf(diagnostic: Diagnostic): PointedPart {
  return namedWrongly.has(diagnostic.code) ? "name" : "value";
}
