import { createLines, locate, type Source, type Span } from "@authz/model";
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document as Tree,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { duplicateMember } from "../diagnostics/openapi/duplicate-member.ts";
import { malformed } from "../diagnostics/openapi/malformed.ts";
import { overLimit } from "../diagnostics/openapi/over-limit.ts";
import { openapiLimits } from "../limits.ts";
import type { Findings } from "./diagnostics.ts";
import { nameOf, spanOf, type Places, type ReadSource } from "./places.ts";

export function readSource(source: Source, path: string): ReadSource {
  return { source, lines: createLines(source.text), path };
}

/**
 * The data of a YAML or JSON text (JSON is YAML), with the place of each object and list. Aliases give the very object that
 * they name, so that no bomb of them goes off, and data may lead back to itself. Undefined when the text is unusable.
 */
export function readData(text: ReadSource, places: Places, findings: Findings): unknown {
  const tree = parse(text.source.text);
  const mistake = tree?.errors[0];
  if (tree === undefined || mistake !== undefined) {
    const [start, end] = mistake?.pos ?? [0, 0];
    report(text, { start, end: Math.max(end, start) }, mistake?.message ?? "call stack", findings);
    return undefined;
  }
  const reading: Reading = { text, places, findings, anchors: new Map(), failed: false };
  const data = convert(tree.contents, 0, reading);
  return reading.failed ? undefined : data;
}

/** Undefined when it is nested so deep that the library gives up. */
function parse(text: string): Tree | undefined {
  try {
    return parseDocument(text, { schema: "core", uniqueKeys: false, prettyErrors: false, resolveKnownTags: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function report(text: ReadSource, span: Span, message: string, findings: Findings): void {
  // Of what is missing at the end the library says that it would come behind it.
  const { length } = text.source.text;
  const within = { start: Math.min(span.start, length), end: Math.min(span.end, length) };
  const location = locate(text.source, within, text.lines);
  if (message.includes("call stack")) return reportDepth(location, findings);
  findings.report(malformed, location, { problem: message.charAt(0).toLowerCase() + message.slice(1) });
}

function reportDepth(location: ReturnType<typeof locate>, findings: Findings): void {
  findings.report(overLimit, location, { what: "objects and lists inside one another", limit: openapiLimits.nesting });
}

interface Reading {
  readonly text: ReadSource;
  readonly places: Places;
  readonly findings: Findings;
  /** An anchor may be set again: the nearest before an alias counts, and that is the last one seen. */
  readonly anchors: Map<string, unknown>;
  failed: boolean;
}

function convert(node: unknown, depth: number, reading: Reading): unknown {
  if (isAlias(node)) return convertAlias(node, reading);
  if (isScalar(node)) {
    if (node.anchor !== undefined) reading.anchors.set(node.anchor, node.value);
    return node.value;
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (depth >= openapiLimits.nesting) {
    if (!reading.failed) reportDepth(locationOf(node, reading), reading.findings);
    reading.failed = true;
    return null;
  }
  const data: object = isMap(node) ? {} : [];
  reading.places.set(data, { text: reading.text, node });
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, data);
  if (isMap(node)) convertMembers(node, data, depth, reading);
  else convertItems(node, data as unknown[], depth, reading);
  return data;
}

function convertAlias(alias: { readonly source: string }, reading: Reading): unknown {
  if (reading.anchors.has(alias.source)) return reading.anchors.get(alias.source);
  const problem = `the alias \`*${alias.source}\` has no anchor before it`;
  reading.findings.report(malformed, locationOf(alias, reading), { problem });
  reading.failed = true;
  return null;
}

function convertMembers(map: YAMLMap, data: object, depth: number, reading: Reading): void {
  for (const pair of map.items) {
    const name = nameOf(pair.key);
    if (name === undefined) {
      reading.findings.report(malformed, locationOf(pair.key, reading), { problem: "a name must be a text" });
      reading.failed = true;
      continue;
    }
    if (Object.hasOwn(data, name)) {
      reading.findings.report(duplicateMember, locationOf(pair.key, reading), { name });
      reading.failed = true;
    }
    const value = convert(pair.value, depth + 1, reading);
    // Not an assignment: `__proto__` is a name like others.
    Object.defineProperty(data, name, { value, enumerable: true, writable: true, configurable: true });
  }
}

function convertItems(list: YAMLSeq, data: unknown[], depth: number, reading: Reading): void {
  for (const item of list.items) data.push(convert(item, depth + 1, reading));
}

function locationOf(node: unknown, { text }: Reading): ReturnType<typeof locate> {
  return locate(text.source, spanOf(node), text.lines);
}
