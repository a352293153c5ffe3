import { toJson } from "../../render/visible.ts";
import { countFindings, type LintReport } from "../report.ts";

/** For programs: the findings as they are, spans and fixes included. */
export function renderJson(report: LintReport): string {
  const { error, warning, info } = countFindings(report.findings);
  const summary = {
    files: report.files.length,
    errors: error,
    warnings: warning,
    infos: info,
    fixed: report.fixed.length,
  };
  return `${toJson({ policy: report.version, diagnostics: report.findings, summary }, 2)}\n`;
}
