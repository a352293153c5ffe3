import { createLines, type Lines, type Location, type Origin, type Source } from "@authz/model";

/** Places of a policy's elements in its texts. */
export interface Origins {
  locate(origin: Origin): Location;
}

/** An origin with the span of the rest of its line; texts that are missing are pointed to all the same. */
export function createOrigins(sources: readonly Source[]): Origins {
  const tables = new Map<
    string,
    { readonly lines: Lines; readonly starts: readonly number[]; readonly text: string }
  >();
  for (const { name, text } of sources) tables.set(name, { lines: createLines(text), starts: lineStarts(text), text });
  return {
    locate({ source, line, column }) {
      const table = tables.get(source);
      const start = table?.starts[line - 1];
      if (table === undefined || start === undefined) return { source, line, column, span: { start: 0, end: 0 } };
      const written = table.lines.line(line);
      const before = [...written].slice(0, column - 1).join("").length;
      return { source, line, column, span: { start: start + before, end: start + written.trimEnd().length } };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
