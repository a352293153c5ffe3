import type { Source, Span } from "@authz/model";
import { isCollection, isMap, isNode, isPair, isScalar, type Node, type YAMLMap } from "yaml";
import { memberOf, spanOf, type Place } from "../text/places.ts";
import { renderMember, renderSecurity, type Layout, type WrittenAlternative } from "./render-security.ts";

/** `text` takes the place of what stands in `span`. */
export interface Edit {
  readonly source: Source;
  readonly span: Span;
  readonly text: string;
}

/** Writes `security` into the object of an operation; undefined when others share what stands there. */
export function editSecurity({ text, node }: Place, alternatives: readonly WrittenAlternative[]): Edit | undefined {
  const { source } = text;
  const pair = memberOf(node, "security");
  if (!isMap(node)) return undefined;
  if (pair === undefined) return addMembers(source, node, [["security", alternatives]]);
  if (hasAnchor(pair.value)) return undefined;
  const [keyEnd, value] = [spanOf(pair.key).end, spanOf(pair.value)];
  const layout = layoutOf(source.text, node, pair.value);
  const between = source.text.slice(keyEnd, value.start);
  const end = Math.max(contentEnd(pair.value), keyEnd);
  const rendered = renderSecurity(alternatives, layout);
  // A comment behind the colon stays, and the value below it.
  if (between.includes("#")) return { source, span: { start: value.start, end }, text: rendered.trimStart() };
  return { source, span: { start: keyEnd, end }, text: `:${rendered}` };
}

/** Adds members behind the last one, in the style of the object. */
export function addMembers(source: Source, node: YAMLMap, members: readonly (readonly [string, unknown])[]): Edit {
  const layout = layoutOf(source.text, node, undefined);
  const texts = members.map(([name, value]) => renderMember(name, value, layout));
  const last = node.items.at(-1);
  if (node.flow === true && last === undefined) {
    const { start, end } = spanOf(node);
    return { source, span: { start: start + 1, end: end - 1 }, text: ` ${texts.join(", ")} ` };
  }
  if (node.flow === true) {
    const at = contentEnd(last);
    const first = spanOf(node.items[0]?.key).start;
    const isBroken = source.text.slice(spanOf(node).start, first).includes("\n");
    const separator = isBroken ? `,\n${layout.indent}` : ", ";
    return { source, span: { start: at, end: at }, text: texts.map((text) => separator + text).join("") };
  }
  const at = endOfLine(source.text, source.text.slice(0, contentEnd(last)).trimEnd().length);
  return { source, span: { start: at, end: at }, text: texts.map((text) => `\n${layout.indent}${text}`).join("") };
}

/** Behind a comment that stands there. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function layoutOf(text: string, node: YAMLMap, value: unknown): Layout {
  const indent = columnsBefore(text, spanOf(node.items[0]?.key).start);
  const style = /^\uFEFF?\s*\{/.test(text) ? "json" : node.flow === true ? "flow" : "block";
  const isBlockList = isCollection(value) && value.flow !== true && value.items.length > 0;
  const itemIndent = isBlockList ? columnsBefore(text, spanOf(value).start) : `${indent}  `;
  return {
    style: style === "block" && isCollection(value) && !isBlockList ? blockOf(value) : style,
    indent,
    itemIndent,
  };
}

/** A flow list keeps its style, but for an empty one, which has no other. */
function blockOf(value: { readonly items: readonly unknown[] }): Layout["style"] {
  return value.items.length === 0 ? "block" : "flow";
}

/** The blanks that stand before a place in its line. */
function columnsBefore(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return " ".repeat(line.length);
}

/** Where what is written ends, without comments and blank lines behind it. */
function contentEnd(node: unknown): number {
  if (isPair(node))
    return isNode(node.value) && spanOf(node.value).end > 0 ? contentEnd(node.value) : contentEnd(node.key);
  if (isCollection(node) && node.flow !== true && node.items.length > 0) return contentEnd(node.items.at(-1));
  return spanOf(node).end;
}

function hasAnchor(node: unknown): boolean {
  const open: unknown[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ((isScalar(next) || isCollection(next)) && (next as Node & { anchor?: string }).anchor !== undefined)
      return true;
    if (isPair(next)) open.push(next.key, next.value);
    else if (isCollection(next)) open.push(...next.items);
  }
  return false;
}

/** The texts with their edits made, none of which touches another; `\n` of an edit becomes the line end of its text. */
export function applyEdits(sources: readonly Source[], edits: readonly Edit[]): readonly Source[] {
  const bySource = Map.groupBy(edits, ({ source }) => source);
  return sources.map((source) => {
    const own = (bySource.get(source) ?? []).toSorted((left, right) => left.span.start - right.span.start);
    const newline = source.text.includes("\r\n") ? "\r\n" : "\n";
    const parts: string[] = [];
    let at = 0;
    for (const { span, text } of own) {
      parts.push(source.text.slice(at, span.start), text.replaceAll("\n", newline));
      at = span.end;
    }
    return { name: source.name, text: parts.join("") + source.text.slice(at) };
  });
}
