import type { Source, Span } from "@authz/model";

/** The word that a declaration begins with: what is said of a whole declaration points there. */
export function headOf({ span }: { readonly span: Span }, source: Source): Span {
  const word = /^[A-Za-z_]+/.exec(source.text.slice(span.start, Math.min(span.end, span.start + 40)));
  return { start: span.start, end: span.start + (word?.[0].length ?? 1) };
}
