import type { Span } from "@authz/model";
import { isAlias, isMap, isNode, isScalar, isSeq, type Document as Tree } from "yaml";
import { pointerSteps, type PointedPart } from "./document.ts";

/** Finds values in a YAML document, as `Document.locate` says. */
export function findInYaml(tree: Tree, pointer: string, part: PointedPart): Span {
  let found: Pair = { value: tree.contents };
  for (const step of pointerSteps(pointer)) {
    const next = child(isAlias(found.value) ? found.value.resolve(tree) : found.value, step);
    if (next === undefined) break;
    found = next;
  }
  const span = (part === "name" ? spanOf(found.name) : undefined) ?? spanOf(found.value) ?? spanOf(found.name);
  return span ?? { start: 0, end: 0 };
}

interface Pair {
  readonly name?: unknown;
  readonly value: unknown;
}

function child(node: unknown, step: string): Pair | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(step)];
    return value === undefined ? undefined : { value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
  return pair === undefined ? undefined : { name: pair.key, value: pair.value };
}

function spanOf(node: unknown): Span | undefined {
  return isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : undefined;
}
