import { defaultLimits } from "@authz/model";
import { createCollector } from "../../diagnostics/collector.ts";
import { parseTokens, type ParsedFile } from "../../syntax/parse-file.ts";

export function parsed(text: string): ParsedFile {
  const file = parseTokens({ name: "policy.authz", text }, createCollector(), defaultLimits);
  if (file === undefined) throw new Error("too long");
  return file;
}

/** What was understood, without places: declarations with their doc comments. */
export function treeOf(text: string): string {
  const withoutPlaces = (key: string, value: unknown): unknown => (/^span$|Span$/.test(key) ? undefined : value);
  return JSON.stringify(parsed(text).file.declarations, withoutPlaces, 1);
}

/**
 * What formatting keeps, in order: words (commas apart: some may go), comments, on which side of a line's end they stand, and
 * empty lines between them, of which two are as good as one.
 */
export function skeletonOf(text: string): string {
  const { file, tokens } = parsed(text);
  const words = tokens.map(({ startOffset, image }) => ({
    start: startOffset,
    end: startOffset + image.length,
    shown: image,
  }));
  const comments = file.comments.map(({ span, text: shown }) => ({ ...span, shown: shown.trimEnd() }));
  const found: string[] = [];
  let end = text.startsWith("\uFEFF") ? 1 : 0;
  for (const { start, end: next, shown } of [...words, ...comments].sort((a, b) => a.start - b.start)) {
    const between = text.slice(end, start);
    if (/\n[ \t\r]*\n/.test(between) && found.length > 0 && found.at(-1) !== "") found.push("");
    if (shown.startsWith("//")) found.push(between.includes("\n") || found.length === 0 ? `\n${shown}` : shown);
    else if (shown !== ",") found.push(shown);
    end = next;
  }
  return found.join("\n");
}
