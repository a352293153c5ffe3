import { compareDiagnostics, hasErrors, type Checked, type Diagnostic, type Source } from "@authz/model";
import { overLimit } from "../diagnostics/openapi/over-limit.ts";
import { unsupportedVersion } from "../diagnostics/openapi/unsupported-version.ts";
import { openapiLimits } from "../limits.ts";
import { createFindings, type Findings } from "../text/diagnostics.ts";
import { createPlaces, startOf, type Places, type ReadSource } from "../text/places.ts";
import { readData, readSource } from "../text/read-text.ts";
import type { Description } from "./description.ts";
import { readOperations } from "./operations.ts";
import { openReferences, type ReadFile } from "./references.ts";
import { readSchemes } from "./schemes.ts";
import { readSecurity } from "./security.ts";
import { isData, member, objectMember, textMember, type Data } from "./shapes.ts";

export interface ReadOptions {
  /** The path of the description, relative to a root that references may not leave; with `/`. By default its name. */
  readonly path?: string;
  /** Reads the files that references name, by their paths from the root; by default there are none. */
  readonly readFile?: ReadFile;
  /** What stands before the paths in requests: `/api/v3` when that is the path of the server's address. */
  readonly prefix?: string;
}

/** A description that was read, with what is needed to write into it. */
export interface ReadDescription extends Checked<Description> {
  readonly sources: readonly Source[];
  readonly places: Places;
}

/**
 * Reads what an OpenAPI description (3.0 and later) says of operations and their security. Its schemas are not looked at. There
 * is a value whenever the text is OpenAPI; parts that cannot be read are reported, and never make anything public.
 */
export async function readDescription(source: Source, options: ReadOptions = {}): Promise<ReadDescription> {
  const { path = source.name, readFile = noFiles, prefix = "" } = options;
  const text = readSource(source, path);
  const places = createPlaces(text);
  const findings = createFindings();
  const root = readRoot(text, places, findings);
  if (root === undefined) return { ...finished(findings), sources: [source], places };
  const references = await openReferences(path, root, places, readFile, findings);
  const reader = { places, findings };
  const schemes = readSchemes(root, references, reader);
  const security = readSecurity(root, schemes, reader);
  const { operations, isWhole } = readOperations({ ...reader, references, schemes, security, root, prefix });
  const sources = [source, ...references.sources];
  const info = objectMember(root, "info", "`info`", reader);
  const title = (info === undefined ? undefined : textMember(info, "title")) ?? source.name;
  const version = /^\d+\.\d+/.exec(String(member(root, "openapi")))?.[0] ?? "";
  return { value: { title, version, operations, isWhole, schemes, sources }, ...finished(findings), sources, places };
}

const noFiles: ReadFile = () => Promise.reject(new Error("there are no other files"));

function finished({ diagnostics }: Findings): { readonly diagnostics: readonly Diagnostic[] } {
  return { diagnostics: [...diagnostics].sort(compareDiagnostics) };
}

/** The whole as an object that says of itself that it is OpenAPI 3. */
function readRoot(text: ReadSource, places: Places, findings: Findings): Data | undefined {
  if (text.source.text.length > openapiLimits.documentLength) {
    const parameters = { what: "characters of a description", limit: openapiLimits.documentLength };
    findings.report(overLimit, startOf(text), parameters);
    return undefined;
  }
  const root = readData(text, places, findings);
  if (hasErrors(findings.diagnostics)) return undefined;
  if (!isData(root)) {
    findings.report(unsupportedVersion, startOf(text), { found: "it is no object" });
    return undefined;
  }
  const version = member(root, "openapi");
  if (typeof version === "string" && /^3\.\d+(?:\.|$)/.test(version)) return root;
  const found = Object.hasOwn(root, "swagger") ? "it is Swagger 2.0" : "it has no `openapi: 3.…`";
  const key = Object.hasOwn(root, "openapi") ? "openapi" : "swagger";
  findings.report(unsupportedVersion, places.value(root, key), { found });
  return undefined;
}
