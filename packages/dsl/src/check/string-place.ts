import type { Place } from "../diagnostics/collector.ts";
import type { StringNode } from "../syntax/tree.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

/** A part of a string's value, from `start` to `end`; the whole string where escapes in it shift positions. */
export function placeWithin(node: StringNode, start: number, end: number, context: CheckContext): Place {
  const { source } = context;
  const written = source.text.slice(node.span.start, node.span.end);
  if (written !== `"${node.value}"`) return placeOf(context, node);
  const first = node.span.start + 1;
  return { source, span: { start: first + start, end: first + end } };
}
