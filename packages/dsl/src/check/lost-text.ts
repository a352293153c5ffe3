import type { Diagnostic, Span } from "@authz/model";
import type { Declaration, SyntaxFile } from "../syntax/tree.ts";

/** Around what could not be parsed, mistakes are found all the same: those that are mistakes whatever it would have said. */
export function independentFindings(
  findings: readonly Diagnostic[],
  mistakes: readonly Diagnostic[],
  files: readonly SyntaxFile[],
): readonly Diagnostic[] {
  const lost = lostWords(files);
  const texts = new Map(files.map((file) => [file.source.name, file.source.text]));
  const broken = new Map(files.map((file) => [file.source.name, brokenSpans(file, mistakes)]));
  return findings.filter((finding) => {
    const { source, span, line } = finding.location;
    const isBeside = mistakes.some(({ location }) => location.source === source && location.line === line);
    const isPart = broken.get(source)?.some(({ start, end }) => span.start >= start && span.end <= end) ?? false;
    const underlined = texts.get(source)?.slice(span.start, span.end) ?? "";
    return finding.severity === "error" && !isBeside && !isPart && isIndependent(finding, underlined, lost);
  });
}

/**
 * Words in the parts of the text that could not be parsed. What they would have declared is not known, so a name among them
 * may well exist, and to call it unknown would be a second diagnostic of one mistake.
 */
function lostWords(files: readonly SyntaxFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap((file) => gapsIn(file).flatMap(({ start, end }) => wordsOf(file.source.text.slice(start, end)))),
  );
}

/** Something is not there: it could have stood in lost text without being named. */
const absences: ReadonlySet<string> = new Set([
  "names/not-on-every-target",
  "policy/empty",
  "rules/empty-assurance",
  "rules/no-actions",
  "types/no-attributes",
  "types/role-of-nobody",
  "types/role-on-no-resource",
]);

/** A name is not there, or is not what it should be. */
const misnamed = /unknown|undeclared|not-a-resource|not-people|wrong-kind|elsewhere/;

/** Does the finding hold whatever the lost text would have said? */
function isIndependent(finding: Diagnostic, underlined: string, lost: ReadonlySet<string>): boolean {
  if (absences.has(finding.code)) return false;
  if (!misnamed.test(finding.code)) return true;
  const quoted = Array.from(finding.message.matchAll(/`([^`]*)`/g), (match) => match[1] ?? "");
  return ![underlined, ...quoted].flatMap(wordsOf).some((word) => lost.has(word));
}

/** The spans of statements and declarations that were parsed around a mistake: what else is wrong in them is part of it. */
function brokenSpans(file: SyntaxFile, mistakes: readonly Diagnostic[]): readonly Span[] {
  const spans = file.declarations.flatMap((declaration) =>
    (partsOf(declaration) ?? [declaration]).map(({ span }) => span),
  );
  const starts = mistakes
    .filter(({ location }) => location.source === file.source.name)
    .map(({ location }) => location.span.start);
  return spans.filter(({ start, end }) => starts.some((at) => at >= start && at <= end));
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
}

/** What no parsed declaration covers; of a block, what neither its head nor a parsed member covers. */
function gapsIn({ source, declarations, comments }: SyntaxFile): readonly Span[] {
  const covered: Span[] = comments.map(({ span }) => span);
  for (const declaration of declarations) {
    const parts = partsOf(declaration);
    const body = parts === undefined ? -1 : source.text.indexOf("{", declaration.span.start);
    if (parts === undefined || body < 0 || body >= declaration.span.end) covered.push(declaration.span);
    else covered.push({ start: declaration.span.start, end: body }, ...parts.map(({ span }) => span));
  }
  const gaps: Span[] = [];
  let end = 0;
  for (const span of covered.sort((left, right) => left.start - right.start)) {
    if (span.start > end) gaps.push({ start: end, end: span.start });
    end = Math.max(end, span.end);
  }
  return [...gaps, { start: end, end: source.text.length }];
}

function partsOf(declaration: Declaration): readonly { readonly span: Span }[] | undefined {
  if (declaration.kind === "resource") return declaration.members;
  if (declaration.kind === "test") return declaration.statements;
  return declaration.kind === "fixture" ? declaration.facts : undefined;
}
