import type { Span } from "@authz/model";
import { repeated } from "../diagnostics/names/repeated.ts";
import { placeOf, type Reporting } from "./vocabulary.ts";

/** The list without what it names twice, which is reported. */
export function distinctOf<T extends { readonly span: Span }>(
  items: readonly T[],
  textOf: (item: T) => string,
  context: Reporting,
): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) {
    const text = textOf(item);
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, item);
      continue;
    }
    const related = [{ place: placeOf(context, before), message: "first listed here" }];
    context.collector.report(repeated, placeOf(context, item), { name: text }, { related });
  }
  return [...first.values()];
}
