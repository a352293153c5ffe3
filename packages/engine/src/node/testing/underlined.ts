import type { Diagnostic, Source } from "@authz/model";

/** A diagnostic in one line: where, the text that it underlines, what it says. */
export function briefly(diagnostic: Diagnostic, sources: readonly Source[]): string {
  const { source, line, column, span, pointer } = diagnostic.location;
  const text = sources.find(({ name }) => name === source)?.text.slice(span.start, span.end);
  const underlined = text === undefined ? "" : ` «${text}»`;
  const where = pointer === undefined || pointer === "" ? "" : ` ${pointer}`;
  return `${source}:${line}:${column}${where}${underlined} ${diagnostic.code}: ${diagnostic.message}`;
}
