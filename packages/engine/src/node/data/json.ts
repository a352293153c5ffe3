import {
  countMembers,
  createDiagnostic,
  createLines,
  defaultLimits,
  locate,
  scanJson,
  type Diagnostic,
  type Limits,
  type Lines,
  type Location,
  type Source,
  type Span,
} from "@authz/model";
import { malformedJson } from "../../diagnostics/files/malformed-json.ts";
import { tooDeep } from "../../diagnostics/files/too-deep.ts";
import { shift, type Document, type PointedPart, type ReadData } from "./document.ts";

/** A part of a text that is JSON by itself: the whole of it, or one line. */
export interface JsonText {
  readonly source: Source;
  readonly span: Span;
  /** Of the whole source. */
  readonly lines?: Lines;
}

/** Where a span of the part stands in its source. */
export function placeIn(part: JsonText, span: Span): Location {
  return locate(part.source, shift(span, part.span.start), part.lines ?? createLines(part.source.text));
}

/** The whole source but for its byte order mark. */
export function wholeText(source: Source): JsonText {
  return { source, span: { start: source.text.startsWith("\uFEFF") ? 1 : 0, end: source.text.length } };
}

/** JSON as RFC 8259 has it, and no name twice in one object. */
export async function readJson(part: JsonText, limits: Limits = defaultLimits): Promise<ReadData> {
  const text = part.source.text.slice(part.span.start, part.span.end);
  const scan = scanJson(text, limits.jsonDepth);
  if (scan.tooDeepAt !== undefined) {
    const location = placeIn(part, { start: scan.tooDeepAt, end: scan.tooDeepAt + 1 });
    return { diagnostics: [createDiagnostic(tooDeep, location, { limit: limits.jsonDepth })] };
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { diagnostics: [await malformed(part, text)] };
  }
  // JSON.parse keeps the last of two members of one name; the text has more of them than the data, then.
  if (countMembers(data) !== scan.members) return { diagnostics: await duplicates(part, text) };
  return { document: createDocument(part, text, data), diagnostics: [] };
}

// What is wrong is found by a second parser, which knows positions; most runs never load it.

async function malformed(part: JsonText, text: string): Promise<Diagnostic> {
  const { jsonProblem } = await import("./json-problem.ts");
  const { span, problem, remedy } = jsonProblem(text);
  return createDiagnostic(malformedJson, placeIn(part, span), { problem, remedy });
}

async function duplicates(part: JsonText, text: string): Promise<Diagnostic[]> {
  const { findDuplicates } = await import("./json-positions.ts");
  return findDuplicates({ lines: createLines(part.source.text), ...part }, text);
}

function createDocument(part: JsonText, text: string, data: unknown): Document {
  let find: Promise<(pointer: string, part: PointedPart) => Span> | undefined;
  return {
    data,
    async locate(pointer, which) {
      find ??= import("./json-positions.ts").then(({ createJsonFinder }) => createJsonFinder(text));
      const span = (await find)(pointer, which);
      return { span: shift(span, part.span.start), pointer };
    },
  };
}
