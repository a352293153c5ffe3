import type { Diagnostic, Source } from "@authz/model";
import type { ExitCode } from "../command.ts";
import type { FmtOptions } from "./fmt-options.ts";

/** What formatting came to. */
export interface FmtReport {
  readonly files: readonly FormattedText[];
  /** Files that could not be read or written, and what is wrong with the syntax of those that could be read. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
  /** Names of files whose new text could not be written; the diagnostics say why. */
  readonly unwritten: ReadonlySet<string>;
  /** Something was not read at all. */
  readonly isIncomplete: boolean;
}

export interface FormattedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Those whose text is not canonical, or was not. */
export function changedFiles(report: FmtReport): readonly FormattedText[] {
  return report.files.filter(({ name, before, after }) => before !== after && !report.unwritten.has(name));
}

/** 2 when a file could not be read or written; 1 for syntax errors, and in a check for files that would change. */
export function exitCodeOf(report: FmtReport, mode: FmtOptions["mode"]): ExitCode {
  if (report.isIncomplete || report.unwritten.size > 0) return 2;
  if (report.diagnostics.some(({ severity }) => severity === "error")) return 1;
  return mode !== "write" && changedFiles(report).length > 0 ? 1 : 0;
}
