import { createLines, locate, type Lines, type Location, type Span } from "@authz/model";
import type { SyntaxFile } from "../../syntax/tree.ts";

/** Line tables, each made once. */
export interface FileLines {
  of(file: SyntaxFile): Lines;
  locate(file: SyntaxFile, span: Span): Location;
}

export function createFileLines(): FileLines {
  const tables = new Map<SyntaxFile, Lines>();
  function of(file: SyntaxFile): Lines {
    const table = tables.get(file) ?? createLines(file.source.text);
    tables.set(file, table);
    return table;
  }
  return { of, locate: (file, span) => locate(file.source, span, of(file)) };
}
