import { createDiagnostic, type Diagnostic, type Limits, type Span } from "@authz/model";
import { isAlias, isCollection, isMap, isScalar, parseDocument, type Document as Tree, type Node } from "yaml";
import { malformedYaml } from "../../diagnostics/files/malformed-yaml.ts";
import { tooDeep } from "../../diagnostics/files/too-deep.ts";
import { shift, type Document, type ReadData } from "./document.ts";
import { placeIn, type JsonText } from "./json.ts";
import { inspectYaml } from "./yaml-inspection.ts";
import { findInYaml } from "./yaml-positions.ts";

/** How many nodes aliases may stand for, in the library's own count: it stops the expansion of "a billion laughs". */
const MAX_ALIAS_COUNT = 100;

/** One YAML 1.2 document in the core schema, as plain data: no other tags, no merge keys, only strings as names. */
export function parseYaml(part: JsonText, limits: Limits): ReadData {
  const text = part.source.text.slice(part.span.start, part.span.end);
  const tree = parseDocument(text, { schema: "core", uniqueKeys: false, prettyErrors: false, resolveKnownTags: false });
  const syntax = syntaxError(part, text, tree, limits);
  if (syntax !== undefined) return { diagnostics: [syntax] };
  const diagnostics = inspectYaml(part, tree, limits);
  if (diagnostics.length > 0) return { diagnostics };
  try {
    const data: unknown = tree.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
    const document: Document = {
      data,
      locate: (pointer, which) =>
        Promise.resolve({ span: shift(findInYaml(tree, pointer, which), part.span.start), pointer }),
    };
    return { document, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const problem = "its aliases stand for too much data";
    return { diagnostics: [createDiagnostic(malformedYaml, placeIn(part, firstAlias(tree.contents)), { problem })] };
  }
}

/** What the parser says first: the rest mostly follows from it. */
function syntaxError(part: JsonText, text: string, tree: Tree, limits: Limits): Diagnostic | undefined {
  const error = tree.errors[0] ?? tree.warnings[0];
  if (error === undefined) return undefined;
  const [start, end] = error.pos;
  const culprit = text.slice(start, end).trimEnd();
  const location = placeIn(part, { start, end: Math.max(start + culprit.length, Math.min(end, start + 1)) });
  if (error.message.includes("call stack")) return createDiagnostic(tooDeep, location, { limit: limits.jsonDepth });
  return createDiagnostic(malformedYaml, location, { problem: problems.get(error.code) ?? sentence(error.message) });
}

const problems: ReadonlyMap<string, string> = new Map([
  ["MULTIPLE_DOCS", "a second document begins"],
  ["TAG_RESOLVE_FAILED", "only plain data may stand here, no tag of its own"],
  ["TAB_AS_INDENT", "a tab is used to indent"],
]);

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}

function firstAlias(root: Node | null): Span {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (isAlias(node)) return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
    if (isMap(node)) open.push(...node.items.flatMap((pair) => [pair.value, pair.key]).reverse());
    else if (isCollection(node)) open.push(...node.items.toReversed());
    else if (isScalar(node)) continue;
  }
  return { start: 0, end: 0 };
}
