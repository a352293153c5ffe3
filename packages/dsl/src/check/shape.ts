import type { Limits } from "@authz/model";
import type { Collector, Place } from "../diagnostics/collector.ts";
import { empty } from "../diagnostics/policy/empty.ts";
import { notATest } from "../diagnostics/policy/not-a-test.ts";
import { tooManyRules } from "../diagnostics/policy/too-many-rules.ts";
import type { Declaration, SyntaxFile } from "../syntax/tree.ts";
import { statementsOf } from "./names/labels.ts";

/** What can be said of the files before any name is resolved. False when it is no use to go on. */
export function checkShape(files: readonly SyntaxFile[], collector: Collector, limits: Limits): boolean {
  const [first] = files;
  if (first !== undefined && files.every((file) => file.declarations.length === 0)) {
    collector.report(empty, { source: first.source, span: { start: 0, end: 0 } }, { files: files.length });
    return false;
  }
  for (const file of files) if (file.isTest) checkTestFile(file, collector);
  return checkNumberOfRules(files, collector, limits);
}

/** Files named `*.test.authz` may hold only tests and fixtures; a file with a wrong name is one mistake. */
function checkTestFile({ source, declarations }: SyntaxFile, collector: Collector): void {
  const other = declarations.find(({ kind }) => kind !== "test" && kind !== "fixture");
  if (other === undefined) return;
  const place = firstWord(other, source);
  collector.report(notATest, place, { word: source.text.slice(place.span.start, place.span.end) });
}

function firstWord({ span }: Declaration, source: SyntaxFile["source"]): Place {
  const length = /^[a-z]+/i.exec(source.text.slice(span.start, span.start + 20))?.[0].length ?? 1;
  return { source, span: { start: span.start, end: span.start + length } };
}

function checkNumberOfRules(files: readonly SyntaxFile[], collector: Collector, limits: Limits): boolean {
  const rules = files.flatMap((file) =>
    statementsOf(file)
      .filter(({ kind }) => kind !== "claim")
      .map((node) => ({ node, file })),
  );
  const over = rules[limits.rules];
  if (over === undefined) return true;
  const place = { source: over.file.source, span: (over.node.label ?? over.node).span };
  collector.report(tooManyRules, place, { count: rules.length, limit: limits.rules });
  return false;
}
