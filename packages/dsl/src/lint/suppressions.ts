import type { Span } from "@authz/model";
import type { Comment, SyntaxFile } from "../syntax/tree.ts";
import type { LintFinding } from "./finding.ts";
import type { FileLines } from "./index/file-lines.ts";

/** `// authz-ignore lint/unused-role: reason`: findings with these codes are not reported for one line. */
export interface Suppression {
  readonly file: SyntaxFile;
  readonly comment: Comment;
  readonly codes: readonly SuppressedCode[];
  /** Undefined when there is none. */
  readonly reason: string | undefined;
  /** The line of code that it speaks of, counting from 1. */
  readonly line: number;
}

export interface SuppressedCode {
  readonly code: string;
  readonly span: Span;
}

/** `off`: nobody looked for it, since the configuration switches the rule off. */
export type SuppressionVerdict = "needed" | "unneeded" | "off" | "unknown";

/** Two slashes: what stands in a doc comment is documentation. */
const pattern = /^\/\/(?!\/)\s*authz-ignore(?![\w-])(?<codes>[^:]*)(?::(?<reason>.*))?$/s;

/** All suppressions of a file, in order. */
export function readSuppressions(file: SyntaxFile, lines: FileLines): readonly Suppression[] {
  return file.comments.flatMap((comment): readonly Suppression[] => {
    const groups = pattern.exec(comment.text)?.groups;
    if (groups === undefined) return [];
    const reason = groups["reason"]?.trim() ?? "";
    const line = lines.of(file).position(comment.span.start).line;
    return [
      {
        file,
        comment,
        codes: codesIn(comment, groups["codes"] ?? ""),
        reason: reason === "" ? undefined : reason,
        line: lineOfCode(lines, file, line),
      },
    ];
  });
}

/** A comment on a line of its own speaks of the next line that is no comment. */
function lineOfCode(lines: FileLines, file: SyntaxFile, line: number): number {
  const table = lines.of(file);
  let at = line;
  while (at < table.count && table.line(at).trimStart().startsWith("//")) at++;
  return at;
}

function codesIn(comment: Comment, text: string): readonly SuppressedCode[] {
  const start = comment.span.start + comment.text.indexOf("authz-ignore") + "authz-ignore".length;
  return [...text.matchAll(/[^\s,]+/g)].map((match) => ({
    code: match[0],
    span: { start: start + match.index, end: start + match.index + match[0].length },
  }));
}

/** Findings that no suppression covers, and the suppressed codes that were needed. */
export interface Suppressed {
  readonly findings: readonly LintFinding[];
  readonly needed: ReadonlySet<SuppressedCode>;
}

/** An error of the checker is never suppressed: without it there would be no policy. */
export function applySuppressions(
  findings: readonly LintFinding[],
  suppressions: readonly Suppression[],
  canSuppress: (finding: LintFinding) => boolean,
): Suppressed {
  const byPlace = Map.groupBy(suppressions, ({ file, line }) => JSON.stringify([file.source.name, line]));
  const needed = new Set<SuppressedCode>();
  const left = findings.filter((finding) => {
    const { source, line } = finding.location;
    const here = canSuppress(finding) ? (byPlace.get(JSON.stringify([source, line])) ?? []) : [];
    const matching = here.flatMap(({ codes }) => codes.filter(({ code }) => code === finding.code));
    for (const code of matching) needed.add(code);
    return matching.length === 0;
  });
  return { findings: left, needed };
}
