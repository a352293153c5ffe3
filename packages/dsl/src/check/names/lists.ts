import { compareText } from "@authz/model";

export function byName<T extends { readonly name: string }>(items: Iterable<T>): readonly T[] {
  return [...items].sort((left, right) => compareText(left.name, right.name));
}

export function sorted(texts: Iterable<string>): readonly string[] {
  return [...texts].sort(compareText);
}
