import { compareText } from "@authz/model";
import type { PolicyFile } from "../parsed-policy.ts";
import type { Fix, LintFinding, TextEdit } from "./finding.ts";
import { lintPolicy, type LintOptions, type LintResult } from "./lint-policy.ts";

export interface FixOptions extends LintOptions {
  /** Also fixes that may change a decision. */
  readonly unsafe?: boolean;
}

export interface FixedPolicy {
  /** All files, with their texts as they are now. */
  readonly files: readonly PolicyFile[];
  /** What was fixed; places are those in the text of its round. */
  readonly fixed: readonly FixableFinding[];
  /** Of the files as they are now. */
  readonly result: LintResult;
}

export interface FixableFinding extends LintFinding {
  readonly fix: Fix;
}

/** Mending one thing may show another; two rules that undo each other would go on for ever. */
const MOST_ROUNDS = 10;

/**
 * Lints and applies fixes until there are none left. Fixes that touch one another wait for the next round; one after which the
 * policy would not compile is left alone.
 */
export function fixPolicy(files: readonly PolicyFile[], options: FixOptions = {}): FixedPolicy {
  let current = files;
  let result = lintPolicy(current, options);
  const fixed: FixableFinding[] = [];
  for (let round = 0; round < MOST_ROUNDS && result.policy !== undefined; round++) {
    const step = applyRound(current, separate(fixable(result, options)), options);
    if (step === undefined) break;
    current = step.files;
    result = step.result;
    fixed.push(...step.applied);
  }
  return { files: current, fixed, result };
}

function fixable({ findings }: LintResult, options: FixOptions): readonly FixableFinding[] {
  return findings.filter(
    (finding): finding is FixableFinding =>
      finding.fix !== undefined && (finding.fix.safe || options.unsafe === true) && finding.fix.edits.length > 0,
  );
}

interface Step {
  readonly files: readonly PolicyFile[];
  readonly result: LintResult;
  readonly applied: readonly FixableFinding[];
}

/** All at once; if the policy does not compile after that, one by one. Undefined when nothing could be fixed. */
function applyRound(
  files: readonly PolicyFile[],
  findings: readonly FixableFinding[],
  options: FixOptions,
): Step | undefined {
  if (findings.length === 0) return undefined;
  const together = attempt(files, findings, options);
  if (together !== undefined || findings.length === 1) return together;
  for (const finding of findings) {
    const alone = attempt(files, [finding], options);
    if (alone !== undefined) return alone;
  }
  return undefined;
}

function attempt(
  files: readonly PolicyFile[],
  findings: readonly FixableFinding[],
  options: FixOptions,
): Step | undefined {
  const edited = applyEdits(
    files,
    findings.flatMap(({ fix }) => fix.edits),
  );
  const result = lintPolicy(edited, options);
  return result.policy === undefined ? undefined : { files: edited, result, applied: findings };
}

/** As many of the fixes, from the first on, as do not touch each other. */
function separate(findings: readonly FixableFinding[]): readonly FixableFinding[] {
  const all = findings.flatMap((finding) => finding.fix.edits.map((change) => ({ change, finding })));
  const dropped = new Set<FixableFinding>();
  for (const edits of Map.groupBy(all, ({ change }) => change.source).values()) {
    let end = -1;
    for (const { change, finding } of edits.toSorted(
      (left, right) => left.change.span.start - right.change.span.start,
    )) {
      if (dropped.has(finding)) continue;
      if (change.span.start <= end) dropped.add(finding);
      else end = change.span.end;
    }
  }
  return findings.filter((finding) => !dropped.has(finding));
}

/** The edits must not overlap. Files that none of them speaks of stay the same objects. */
export function applyEdits(files: readonly PolicyFile[], edits: readonly TextEdit[]): readonly PolicyFile[] {
  const bySource = Map.groupBy(edits, ({ source }) => source);
  return files.map((file) => {
    const own = bySource.get(file.name);
    return own === undefined ? file : { ...file, text: edit(file.text, own) };
  });
}

function edit(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted(
    (left, right) => left.span.start - right.span.start || compareText(left.text, right.text),
  );
  const parts: string[] = [];
  let at = 0;
  for (const { span, text: replacement } of sorted) {
    parts.push(text.slice(at, span.start), replacement);
    at = span.end;
  }
  return parts.join("") + text.slice(at);
}
