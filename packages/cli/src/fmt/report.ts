import type { Diagnostic, Source } from "@authz/model";
import type { ExitCode } from "../command.ts";
import type { FmtOptions } from "./fmt-options.ts";

/** What formatting came to. */
export interface FmtReport {
  readonly files: readonly FormattedText[];
  /** Files that could not be read, and what is wrong with the syntax of those that could. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
  /** Files whose new text could not be written. */
  readonly unwritten: readonly Unwritten[];
  /** Something was not read at all. */
  readonly isIncomplete: boolean;
}

export interface FormattedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface Unwritten {
  readonly name: string;
  readonly reason: string;
}

/** Those whose text is not canonical, or was not. */
export function changedFiles(report: FmtReport): readonly FormattedText[] {
  const unwritten = new Set(report.unwritten.map(({ name }) => name));
  return report.files.filter(({ name, before, after }) => before !== after && !unwritten.has(name));
}

/** 2 when a file could not be read or written; 1 for syntax errors, and in a check for files that would change. */
export function exitCodeOf(report: FmtReport, mode: FmtOptions["mode"]): ExitCode {
  if (report.isIncomplete || report.unwritten.length > 0) return 2;
  if (report.diagnostics.some(({ severity }) => severity === "error")) return 1;
  return mode !== "write" && changedFiles(report).length > 0 ? 1 : 0;
}
