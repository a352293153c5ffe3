import type { Diagnostic } from "@authz/model";
import type { IToken } from "chevrotain";
import type { ParsedFile } from "../syntax/parse-file.ts";
import type { Declaration } from "../syntax/tree.ts";
import { writeDeclaration } from "./declarations.ts";
import { findPieces, type Piece } from "./pieces.ts";
import { print, renderTrivia } from "./print.ts";
import { findColumns, type Columns } from "./tables.ts";
import { createTriviaReader, type ReadTrivia } from "./trivia.ts";
import { createWriter } from "./writer.ts";

/** Columns a line should have at most. Strings and comments are never cut, so a line may be longer. */
const WIDTH = 120;

/** The text in canonical form, but for what the errors among the diagnostics speak of. */
export function formatParsed(parsed: ParsedFile, diagnostics: readonly Diagnostic[]): string {
  const { source, comments } = parsed.file;
  const { text } = source;
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const lineEnd = /^[^\n]*\r\n/.test(text) ? "\r\n" : "\n";
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const pieces = findPieces(parsed, errors);
  const readTrivia = createTriviaReader(text, comments);
  const printNode = createPrinter(parsed.tokens, readTrivia, lineEnd);
  const columns = columnsIn(pieces, text, readTrivia, printNode);
  const out: string[] = [];
  let end = mark.length;
  for (const piece of pieces) {
    out.push(renderTrivia(readTrivia(end, piece.span.start), 0, lineEnd));
    if (piece.kind === "untouched") out.push(text.slice(piece.span.start, piece.span.end));
    else out.push(printNode(piece.node, columns.get(piece.node) ?? {}));
    end = piece.span.end;
  }
  const rest = readTrivia(end, text.length);
  out.push(renderTrivia(rest === undefined ? undefined : { ...rest, blank: false }, 0, lineEnd));
  return mark + out.join("").replace(/^[\r\n]+/, "");
}

type PrintNode = (node: Declaration, columns: Columns, width?: number) => string;

function createPrinter(tokens: readonly IToken[], readTrivia: ReadTrivia, lineEnd: string): PrintNode {
  return (node, columns, width = WIDTH) => {
    const writer = createWriter({ tokens, readTrivia, from: indexFrom(tokens, node.span.start) });
    return print(writeDeclaration(writer, node, columns), { width, lineEnd });
  };
}

/** Only what follows one another can be a table. */
function columnsIn(
  pieces: readonly Piece[],
  text: string,
  readTrivia: ReadTrivia,
  printNode: PrintNode,
): ReadonlyMap<Declaration, Columns> {
  const runs: Declaration[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === "untouched") runs.push([]);
    else runs.at(-1)?.push(piece.node);
  }
  const options = {
    readTrivia,
    width: WIDTH,
    print: (node: Declaration) => printNode(node, {}, Infinity),
    textOf: ({ start, end }: Declaration["span"]) => text.slice(start, end),
  };
  return new Map(runs.flatMap((run) => [...findColumns(run, options)]));
}

/** The first token from an offset on. */
function indexFrom(tokens: readonly IToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.startOffset ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
