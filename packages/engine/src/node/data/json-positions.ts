import { createDiagnostic, type Diagnostic, type Span } from "@authz/model";
import { parseTree, visit, type Node } from "jsonc-parser";
import { duplicateMember } from "../../diagnostics/files/duplicate-member.ts";
import { pointerSteps, type PointedPart } from "./document.ts";
import { placeIn, type JsonText } from "./json.ts";

/** Every name that stands a second time in its object. */
export function findDuplicates(part: JsonText, text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const open: Map<string, Span>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Map()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(name, offset, length) {
      const span = { start: offset, end: offset + length };
      const first = open.at(-1)?.get(name);
      if (first === undefined) return void open.at(-1)?.set(name, span);
      const related = [{ location: placeIn(part, first), message: "it first stands here" }];
      found.push(createDiagnostic(duplicateMember, placeIn(part, span), { name }, { related }));
    },
  });
  return found;
}

/** Finds values in the text of one JSON value. */
export function createJsonFinder(text: string): (pointer: string, part: PointedPart) => Span {
  const root = parseTree(text);
  return (pointer, part) => {
    let node = root;
    let name: Node | undefined;
    for (const step of pointerSteps(pointer)) {
      const next = node === undefined ? undefined : child(node, step);
      if (next === undefined) break;
      [name, node] = [next.name, next.value];
    }
    return spanOf(part === "name" && name !== undefined ? name : node);
  };
}

function child(node: Node, step: string): { readonly name?: Node; readonly value: Node } | undefined {
  if (node.type === "array") {
    const value = node.children?.[Number(step)];
    return value === undefined ? undefined : { value };
  }
  const property = node.children?.find((member) => node.type === "object" && member.children?.[0]?.value === step);
  const [name, value] = property?.children ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

function spanOf(node: Node | undefined): Span {
  return node === undefined ? { start: 0, end: 0 } : { start: node.offset, end: node.offset + node.length };
}
