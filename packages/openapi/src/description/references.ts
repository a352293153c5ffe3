import type { Diagnostic, Source } from "@authz/model";
import { remoteReference } from "../diagnostics/openapi/remote-reference.ts";
import { unresolvedReference } from "../diagnostics/openapi/unresolved-reference.ts";
import { openapiLimits } from "../limits.ts";
import { createFindings, type Findings } from "../text/diagnostics.ts";
import type { Places } from "../text/places.ts";
import { readData, readSource } from "../text/read-text.ts";

/** A file beside the description: its text, or what is wrong with it. */
export type ReadFile = (path: string) => Promise<{ readonly source: Source } | { readonly diagnostic: Diagnostic }>;

/** What a reference leads to; undefined when that has been reported. */
export interface References {
  /** The object itself, or the one that its `$ref` names, through as many references as there are. */
  follow(data: object): object | undefined;
  /** All texts that were read. */
  readonly sources: readonly Source[];
}

/** Paths are given to the library below a root that no file system has, so that what leaves the root is seen. */
const ROOT = "/description/";

/**
 * Reads what the references of a description name, by a library that fetches nothing here: files come from `readFile`, by paths
 * relative to the root. What no followed reference needs may be missing or broken.
 */
export async function openReferences(
  entry: string,
  data: object,
  places: Places,
  readFile: ReadFile,
  findings: Findings,
): Promise<References> {
  const files = createFiles(places, readFile);
  // It takes a while to load.
  const { $RefParser } = await import("@apidevtools/json-schema-ref-parser");
  const parser = new $RefParser();
  await parser.resolve(ROOT + entry, data, {
    continueOnError: true,
    resolve: { http: false, file: false, own: { order: 1, canRead: true, read: ({ url }) => files.read(url) } },
    parse: {
      json: false,
      yaml: false,
      text: false,
      binary: false,
      own: { order: 1, canParse: true, parse: ({ url }) => files.data(url) },
    },
  });
  const get = (url: string): unknown => parser.$refs.get(url);
  return { sources: files.sources, follow: (from) => follow(from, { get, entry, places, findings, files }) };
}

interface Files {
  read(url: string): Promise<string>;
  data(url: string): unknown;
  /** Why there is no data. */
  problems(url: string): readonly Diagnostic[];
  readonly sources: Source[];
}

function createFiles(places: Places, readFile: ReadFile): Files {
  const sources: Source[] = [];
  const all = new Map<string, unknown>();
  const problems = new Map<string, readonly Diagnostic[]>();
  let count = 0;
  return {
    sources,
    data: (url) => all.get(url),
    problems: (url) => problems.get(url) ?? [],
    async read(url) {
      const path = pathOf(url);
      if (path === undefined || ++count >= openapiLimits.files) throw new Error("not read");
      const read = await readFile(path);
      if ("diagnostic" in read) {
        problems.set(url, [read.diagnostic]);
        throw new Error("not read");
      }
      const found = createFindings();
      sources.push(read.source);
      all.set(url, readData(readSource(read.source, path), places, found));
      problems.set(url, found.diagnostics);
      return read.source.text;
    },
  };
}

/** Below the root; undefined when it lies elsewhere, or an escape in it could lead there. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith(ROOT)) return undefined;
  const segments = url.slice(ROOT.length).replace(/#.*$/s, "").split("/").map(decode);
  const isBelow = segments.every((one) => one !== undefined && one !== ".." && !/[/\\\0]/.test(one));
  return isBelow ? segments.join("/") : undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

interface Following {
  readonly get: (url: string) => unknown;
  readonly entry: string;
  readonly places: Places;
  readonly findings: Findings;
  readonly files: Files;
}

function follow(from: object, following: Following): object | undefined {
  if (!Object.hasOwn(from, "$ref")) return from;
  const reference: unknown = Reflect.get(from, "$ref");
  const { places, findings } = following;
  const location = places.value(from, "$ref");
  if (typeof reference !== "string") {
    findings.report(unresolvedReference, location, { reference: "$ref", problem: "it is no text" });
    return undefined;
  }
  const base = urlOf(places.of(from)?.text.path ?? following.entry);
  const url = resolveUrl(reference, base);
  if (url === undefined || pathOf(url) === undefined) {
    findings.report(remoteReference, location, { reference });
    return undefined;
  }
  const target = lookUp(url, following.get);
  if (typeof target === "object" && target !== null && !Object.hasOwn(target, "$ref")) return target;
  const problem = problemOf(target, following.files.problems(url.replace(/#.*$/s, "")));
  findings.report(unresolvedReference, location, { reference, problem });
  return undefined;
}

function lookUp(url: string, get: Following["get"]): unknown {
  try {
    return get(url);
  } catch {
    // The library throws for what is not there; that it is not there is all that matters.
    return undefined;
  }
}

function problemOf(target: unknown, problems: readonly Diagnostic[]): string {
  if (typeof target === "object" && target !== null) return "it goes in a circle";
  const [first] = problems;
  if (first !== undefined) return first.message;
  return target === undefined ? "there is nothing there" : "what it names is no object";
}

function urlOf(path: string): string {
  return ROOT + encodeURI(path).replaceAll("#", "%23").replaceAll("?", "%3F");
}

/** As the library resolves them; undefined when it names another machine or is no reference at all. */
function resolveUrl(reference: string, base: string): string | undefined {
  const origin = "authz://description";
  if (!URL.canParse(reference, origin + base)) return undefined;
  const url = new URL(reference, origin + base);
  return url.protocol === "authz:" && url.host === "description" ? url.pathname + url.hash : undefined;
}
