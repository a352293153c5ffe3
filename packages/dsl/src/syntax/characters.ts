import type { Span } from "@authz/model";
import { byteOrderMark } from "../diagnostics/text/byte-order-mark.ts";
import { controlCharacter } from "../diagnostics/text/control-character.ts";
import { invisibleCharacter } from "../diagnostics/text/invisible-character.ts";
import { loneCarriageReturn } from "../diagnostics/text/lone-carriage-return.ts";
import { loneSurrogate } from "../diagnostics/text/lone-surrogate.ts";
import { nul } from "../diagnostics/text/nul.ts";
import type { Findings } from "./findings.ts";

/**
 * What may not be in a policy at all, comments and strings included: what a reader cannot see or what other tools take for
 * a line end. Text and emoji presentation (U+FE0E, U+FE0F) are the only default-ignorable characters that may stand.
 */
// oxlint-disable-next-line no-control-regex -- that is what it is about
const suspects = /\r(?!\n)|[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029]|\p{Cs}|\p{Cf}|(?![\uFE0E\uFE0F])\p{DI}/gu;

type Cause = "nul" | "carriageReturn" | "control" | "surrogate" | "mark" | "invisible";

interface Run {
  readonly cause: Cause;
  readonly span: Span;
  readonly first: string;
}

/** Reports every run of one cause once. */
export function checkCharacters(text: string, findings: Findings): void {
  const runs = findRuns(text);
  const once = new Set<Cause>();
  for (const run of runs) {
    findings.mark(run.span.start);
    // A file in another encoding or with another system's line ends is full of them.
    if (run.cause === "nul" || run.cause === "carriageReturn") {
      if (once.has(run.cause)) continue;
      once.add(run.cause);
    }
    report(run, runs, findings);
  }
}

function findRuns(text: string): readonly Run[] {
  const runs: Run[] = [];
  for (const match of text.matchAll(suspects)) {
    const [first] = match;
    const start = match.index;
    if (start === 0 && first === "\uFEFF") continue;
    const end = start + first.length;
    const cause = causeOf(first);
    const last = runs.at(-1);
    if (last?.cause === cause && last.span.end === start) {
      runs[runs.length - 1] = { ...last, span: { start: last.span.start, end } };
    } else runs.push({ cause, span: { start, end }, first });
  }
  return runs;
}

function causeOf(character: string): Cause {
  if (character === "\0") return "nul";
  if (character === "\r") return "carriageReturn";
  if (character === "\uFEFF") return "mark";
  if (/\p{Cs}/u.test(character)) return "surrogate";
  return /[\p{Cc}\u2028\u2029]/u.test(character) ? "control" : "invisible";
}

function report(run: Run, runs: readonly Run[], findings: Findings): void {
  const character = codePointName(run.first);
  switch (run.cause) {
    case "nul":
      return findings.report(nul, run.span, { count: countOf(runs, "nul") });
    case "carriageReturn":
      return findings.report(loneCarriageReturn, run.span, { count: countOf(runs, "carriageReturn") });
    case "control":
      return findings.report(controlCharacter, run.span, { character });
    case "surrogate":
      return findings.report(loneSurrogate, run.span, { character });
    case "mark":
      return findings.report(byteOrderMark, run.span, {});
    case "invisible":
      return findings.report(invisibleCharacter, run.span, { character });
  }
}

function countOf(runs: readonly Run[], cause: Cause): number {
  return runs.filter((run) => run.cause === cause).reduce((sum, run) => sum + run.span.end - run.span.start, 0);
}

/** `U+202E`, with the name of those that are used to deceive. */
export function codePointName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = names.get(code);
  return name === undefined ? number : `${number} ${name}`;
}

const names: ReadonlyMap<number, string> = new Map([
  [0x00ad, "SOFT HYPHEN"],
  [0x0085, "NEXT LINE"],
  [0x000b, "LINE TABULATION"],
  [0x000c, "FORM FEED"],
  [0x00a0, "NO-BREAK SPACE"],
  [0x061c, "ARABIC LETTER MARK"],
  [0x200b, "ZERO WIDTH SPACE"],
  [0x200c, "ZERO WIDTH NON-JOINER"],
  [0x200d, "ZERO WIDTH JOINER"],
  [0x200e, "LEFT-TO-RIGHT MARK"],
  [0x200f, "RIGHT-TO-LEFT MARK"],
  [0x2028, "LINE SEPARATOR"],
  [0x2029, "PARAGRAPH SEPARATOR"],
  [0x202a, "LEFT-TO-RIGHT EMBEDDING"],
  [0x202b, "RIGHT-TO-LEFT EMBEDDING"],
  [0x202c, "POP DIRECTIONAL FORMATTING"],
  [0x202d, "LEFT-TO-RIGHT OVERRIDE"],
  [0x202e, "RIGHT-TO-LEFT OVERRIDE"],
  [0x2060, "WORD JOINER"],
  [0x2066, "LEFT-TO-RIGHT ISOLATE"],
  [0x2067, "RIGHT-TO-LEFT ISOLATE"],
  [0x2068, "FIRST STRONG ISOLATE"],
  [0x2069, "POP DIRECTIONAL ISOLATE"],
]);
