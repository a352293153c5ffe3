import type { Limits } from "@authz/model";
import type { Collector, Place } from "../diagnostics/collector.ts";
import { empty } from "../diagnostics/policy/empty.ts";
import { notATest } from "../diagnostics/policy/not-a-test.ts";
import { tooManyRules } from "../diagnostics/policy/too-many-rules.ts";
import type { SyntaxFile } from "../syntax/tree.ts";
import { headOf } from "./heads.ts";
import { statementsOf } from "./names/labels.ts";
import { checkWrittenOut } from "./written-out.ts";

/** What can be said of the files before any name is resolved. False when it is no use to go on. */
export function checkShape(files: readonly SyntaxFile[], collector: Collector, limits: Limits): boolean {
  const [first] = files;
  if (first !== undefined && files.every((file) => file.declarations.length === 0)) {
    collector.report(empty, { source: first.source, span: { start: 0, end: 0 } }, { files: files.length });
    return false;
  }
  for (const file of files) if (file.isTest) checkTestFile(file, collector);
  return checkNumberOfRules(files, collector, limits) && checkWrittenOut(files, collector, limits);
}

/** Files named `*.test.authz` may hold only tests and fixtures; a file with a wrong name is one mistake. */
function checkTestFile({ source, declarations }: SyntaxFile, collector: Collector): void {
  const other = declarations.find(({ kind }) => kind !== "test" && kind !== "fixture");
  if (other === undefined) return;
  const place = { source, span: headOf(other, source) };
  collector.report(notATest, place, { word: source.text.slice(place.span.start, place.span.end) });
}

function checkNumberOfRules(files: readonly SyntaxFile[], collector: Collector, limits: Limits): boolean {
  let count = 0;
  let over: Place | undefined;
  for (const file of files) {
    for (const node of statementsOf(file)) {
      if (node.kind === "claim") continue;
      count++;
      if (count > limits.rules) over ??= { source: file.source, span: headOf(node, file.source) };
    }
  }
  if (over === undefined) return true;
  collector.report(tooManyRules, over, { count, limit: limits.rules });
  return false;
}
