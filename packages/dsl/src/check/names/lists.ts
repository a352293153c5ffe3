import { compareText } from "@authz/model";
import { repeated } from "../../diagnostics/names/repeated.ts";
import type { Span } from "@authz/model";
import { placeIn, type Reading } from "./namespace.ts";

interface Listed {
  readonly span: Span;
}

/** The list without what it names twice, which is reported. */
export function withoutRepeated<T extends Listed>(
  items: readonly T[],
  textOf: (item: T) => string,
  reading: Reading,
): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) {
    const text = textOf(item);
    const before = first.get(text);
    if (before === undefined) first.set(text, item);
    else {
      const related = [{ place: placeIn(reading, before), message: "first listed here" }];
      reading.collector.report(repeated, placeIn(reading, item), { name: text }, { related });
    }
  }
  return [...first.values()];
}

export function byName<T extends { readonly name: string }>(items: Iterable<T>): readonly T[] {
  return [...items].sort((left, right) => compareText(left.name, right.name));
}

export function sorted(texts: Iterable<string>): readonly string[] {
  return [...texts].sort(compareText);
}
