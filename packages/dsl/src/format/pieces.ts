import type { Diagnostic, Span } from "@authz/model";
import type { ParsedFile } from "../syntax/parse-file.ts";
import type { Declaration } from "../syntax/tree.ts";

/** What a file is made of: declarations, and text that is to be left as it is, in whole lines. */
export type Piece =
  | { readonly kind: "declaration"; readonly span: Span; readonly node: Declaration }
  | { readonly kind: "untouched"; readonly span: Span };

interface Part {
  readonly span: Span;
  /** Absent for text that is no declaration. */
  readonly node?: Declaration;
  readonly isBroken: boolean;
}

/**
 * The pieces of a file in order. What the parser could not read is left as it is, and so is a declaration in which something is
 * wrong, what stands on a line with either, and what is indented before or behind it, for that may well belong to it.
 */
export function findPieces(parsed: ParsedFile, errors: readonly Diagnostic[]): readonly Piece[] {
  const { declarations, comments, source } = parsed.file;
  if (errors.length === 0) return declarations.map((node) => ({ kind: "declaration", span: node.span, node }));
  const places = errors.map(({ location }) => location.span);
  const isTouched = (span: Span): boolean => places.some(({ start, end }) => start <= span.end && end >= span.start);
  const parts: Part[] = [
    ...declarations.map((node) => ({ span: node.span, node, isBroken: isTouched(node.span) })),
    ...comments.filter(({ span }) => isTouched(span)).map(({ span }) => ({ span, isBroken: true })),
    ...findLost(parsed).map((span) => ({ span, isBroken: true })),
  ];
  parts.sort((left, right) => left.span.start - right.span.start);
  return toPieces(parts, source.text);
}

/** Tokens outside of declarations, and text that is not even a token. */
function findLost({ file, tokens }: ParsedFile): readonly Span[] {
  const { text } = file.source;
  const words = tokens.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length }));
  const lost: Span[] = [];
  let end = text.startsWith("\uFEFF") ? 1 : 0;
  const known = [...words, ...file.comments.map(({ span }) => span)].sort((left, right) => left.start - right.start);
  for (const { start, end: next } of known) {
    lost.push(...between(text, end, start));
    end = next;
  }
  lost.push(...between(text, end, text.length));
  let next = 0;
  for (const word of words) {
    while ((file.declarations[next]?.span.end ?? Infinity) <= word.start) next++;
    if (word.start < (file.declarations[next]?.span.start ?? Infinity)) lost.push(word);
  }
  return lost;
}

/** What stands there, if it is not only space. */
function between(text: string, start: number, end: number): readonly Span[] {
  const match = /[^ \t\r\n](?:[^]*[^ \t\r\n])?/.exec(text.slice(start, end));
  return match === null ? [] : [{ start: start + match.index, end: start + match.index + match[0].length }];
}

function toPieces(parts: readonly Part[], text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const onLine of groupByLine(parts, text)) {
    const start = onLine[0]?.span.start ?? 0;
    const isBehind = pieces.at(-1)?.kind === "untouched" && isIndented(text, start);
    if (!isBehind && !onLine.some(({ isBroken }) => isBroken)) {
      for (const { node, span } of onLine) if (node !== undefined) pieces.push({ kind: "declaration", span, node });
      continue;
    }
    const end = endOfLine(
      text,
      onLine.reduce((last, { span }) => Math.max(last, span.end), start),
    );
    const [first] = pieces.splice(headOf(pieces, text));
    pieces.push({ kind: "untouched", span: { start: startOfLine(text, first?.span.start ?? start), end } });
  }
  return pieces;
}

/** From which piece on the last ones belong to untouched text that follows: it itself, and what is indented below a head. */
function headOf(pieces: readonly Piece[], text: string): number {
  let head = pieces.length;
  while (head > 0 && isIndented(text, pieces[head - 1]?.span.start ?? 0)) head--;
  if (head === 0) head = pieces.length;
  if (pieces[head - 1]?.kind === "untouched") return head - 1;
  // What ends on its first line goes with it.
  while (head < pieces.length && (pieces[head - 1]?.span.end ?? 0) > startOfLine(text, pieces[head]?.span.start ?? 0))
    head--;
  return head;
}

/** Parts of which one begins on the line where the one before ends. */
function groupByLine(parts: readonly Part[], text: string): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  let end = -1;
  for (const part of parts) {
    if (end >= 0 && !text.slice(end, part.span.start).includes("\n")) groups.at(-1)?.push(part);
    else groups.push([part]);
    end = Math.max(end, part.span.end);
  }
  return groups;
}

function startOfLine(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" && end > offset ? end - 1 : end;
}

function isIndented(text: string, start: number): boolean {
  return start > startOfLine(text, start);
}
