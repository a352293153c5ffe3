import type { Declaration } from "../syntax/tree.ts";
import type { ReadTrivia } from "./trivia.ts";
import { widthOf } from "./width.ts";

/** The spaces before the second and the third column of a line in a table; absent where there is no such column. */
export interface Columns {
  readonly first?: string;
  readonly second?: string;
}

export interface TableOptions {
  readonly readTrivia: ReadTrivia;
  /** The declaration on one line, with single spaces. */
  readonly print: (node: Declaration) => string;
  /** The text of a part, as written. */
  readonly textOf: (span: Declaration["span"]) => string;
  /** Columns a line may have. */
  readonly width: number;
}

/** A declaration that is a line of a table. */
interface Row {
  readonly node: Declaration;
  readonly width: number;
  /** The widths of its cells but the last. */
  readonly cells: readonly number[];
}

/**
 * Endpoints, and scopes, that follow one another without an empty line are a table: their columns stand below one another, as
 * far as all of its lines fit then.
 */
export function findColumns(
  declarations: readonly Declaration[],
  options: TableOptions,
): ReadonlyMap<Declaration, Columns> {
  const tables: Row[][] = [];
  let previous: Declaration | undefined;
  for (const node of declarations) {
    const row = toRow(node, options);
    const follows = previous?.kind === node.kind && !isApart(previous, node, options);
    if (row === undefined) tables.push([]);
    else if (follows) tables.at(-1)?.push(row);
    else tables.push([row]);
    previous = node;
  }
  return new Map(tables.flatMap((rows) => align(rows, options.width)));
}

/** Undefined for what stands on several lines, or in no table at all. */
function toRow(node: Declaration, { print, textOf, readTrivia, width }: TableOptions): Row | undefined {
  if (node.kind !== "endpoint" && node.kind !== "scope") return undefined;
  if (readTrivia(node.span.start, node.span.end) !== undefined) return undefined;
  const total = widthOf(print(node));
  const cells = node.kind === "scope" ? scopeCells(node, textOf) : endpointCells(node, textOf);
  return total > width ? undefined : { node, width: total, cells };
}

function scopeCells(node: Extract<Declaration, { kind: "scope" }>, textOf: TableOptions["textOf"]): number[] {
  if (node.includes.length === 0 && node.covers.length === 0) return [];
  return [widthOf(`scope ${node.name === undefined ? "none" : textOf(node.name.span)}`)];
}

function endpointCells(node: Extract<Declaration, { kind: "endpoint" }>, textOf: TableOptions["textOf"]): number[] {
  const route = widthOf(`endpoint ${textOf(node.route.span)}`);
  return node.target.kind === "public" ? [route] : [route, widthOf(`is ${textOf(node.target.action.span)}`)];
}

function isApart(left: Declaration, right: Declaration, { readTrivia }: TableOptions): boolean {
  const trivia = readTrivia(left.span.end, right.span.start);
  return trivia !== undefined && (trivia.blank || trivia.lines.some(({ blank }) => blank));
}

/** With both columns when it fits, or else with the first, or else with none. */
function align(rows: readonly Row[], width: number): readonly (readonly [Declaration, Columns])[] {
  const [first, second] = [0, 1].map((at) => rows.reduce((widest, { cells }) => Math.max(widest, cells[at] ?? 0), 0));
  for (const columns of [[first, second], [first]]) {
    const padded = rows.map((row) => ({ row, pads: row.cells.flatMap((cell, at) => padOf(cell, columns[at])) }));
    const isNarrow = padded.every(({ row, pads }) => row.width + pads.reduce((sum, pad) => sum + pad, 0) <= width);
    if (isNarrow) return padded.map(({ row, pads }) => [row.node, toColumns(pads)]);
  }
  return [];
}

function padOf(cell: number, column: number | undefined): number[] {
  return column === undefined ? [] : [column - cell];
}

function toColumns([first, second]: readonly number[]): Columns {
  return {
    ...(first === undefined ? {} : { first: " ".repeat(first + 1) }),
    ...(second === undefined ? {} : { second: " ".repeat(second + 1) }),
  };
}
