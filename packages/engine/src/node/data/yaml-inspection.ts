import { createDiagnostic, createLines, type Diagnostic, type Limits, type Span } from "@authz/model";
import { isAlias, isCollection, isMap, isNode, isScalar, type Document as Tree, type YAMLMap } from "yaml";
import { duplicateMember } from "../../diagnostics/files/duplicate-member.ts";
import { malformedYaml } from "../../diagnostics/files/malformed-yaml.ts";
import { tooDeep } from "../../diagnostics/files/too-deep.ts";
import { placeIn, type JsonText } from "./json.ts";

/** What plain data may not have though YAML does: names that are no strings, duplicates, aliases that go in a circle. */
export function inspectYaml(part: JsonText, tree: Tree, limits: Limits): Diagnostic[] {
  const inspection: Inspection = {
    part: { lines: createLines(part.source.text), ...part },
    tree,
    limits,
    diagnostics: [],
  };
  inspect(tree.contents, [], inspection);
  return inspection.diagnostics;
}

interface Inspection {
  readonly part: JsonText;
  readonly tree: Tree;
  readonly limits: Limits;
  readonly diagnostics: Diagnostic[];
}

function inspect(node: unknown, above: readonly unknown[], inspection: Inspection): void {
  const { limits, part, diagnostics, tree } = inspection;
  if (isAlias(node)) {
    const target = node.resolve(tree);
    if (target === undefined) report(`the alias \`*${node.source}\` has no anchor before it`, node, inspection);
    else if (above.includes(target)) report(`the alias \`*${node.source}\` contains itself`, node, inspection);
    return;
  }
  if (!isCollection(node)) return;
  if (above.length >= limits.jsonDepth) {
    diagnostics.push(createDiagnostic(tooDeep, placeIn(part, spanOf(node)), { limit: limits.jsonDepth }));
    return;
  }
  if (isMap(node)) inspectNames(node, inspection);
  const values = isMap(node) ? node.items.map((pair) => pair.value) : node.items;
  for (const value of values) inspect(value, [...above, node], inspection);
}

function inspectNames(map: YAMLMap, inspection: Inspection): void {
  const { part, diagnostics } = inspection;
  const seen = new Map<string, Span>();
  for (const { key } of map.items) {
    if (!isScalar(key) || typeof key.value !== "string") {
      report("a name must be a string: put it in quotes", isNode(key) ? key : map, inspection);
      continue;
    }
    const first = seen.get(key.value);
    seen.set(key.value, first ?? spanOf(key));
    if (first === undefined) continue;
    const related = [{ location: placeIn(part, first), message: "it first stands here" }];
    diagnostics.push(createDiagnostic(duplicateMember, placeIn(part, spanOf(key)), { name: key.value }, { related }));
  }
}

function report(problem: string, node: Ranged, { part, diagnostics }: Inspection): void {
  diagnostics.push(createDiagnostic(malformedYaml, placeIn(part, spanOf(node)), { problem }));
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null | undefined;
}

function spanOf(node: Ranged): Span {
  return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}
