import type { Diagnostic, Severity } from "@authz/dsl";
import type { LintFinding, LintLevel } from "@authz/dsl/lint";
import type { DiagnosticDefinition, Source } from "@authz/model";

/** What a run of `authz lint` has to say, for every format. */
export interface LintReport {
  /** `authz lint` by default. */
  readonly verb?: ReportingVerb;
  /** Of the policy; undefined when it does not compile. */
  readonly version: string | undefined;
  /** By file and place. */
  readonly findings: readonly LintFinding[];
  /** The texts that findings speak of, as they are now. */
  readonly sources: readonly Source[];
  /** Policy files that were looked at, by name. */
  readonly files: readonly string[];
  /** What `--fix` has done. */
  readonly fixed: readonly Diagnostic[];
  /** Statements `never` and `always`, which are not proved here. */
  readonly claims: number;
  /** Where the pages of rules and diagnostics are published; the project's own by default. */
  readonly reference?: string | undefined;
  /** More of them fail the run. */
  readonly maxWarnings: number;
}

/** A verb that reports as `authz lint` does. */
export interface ReportingVerb {
  readonly name: string;
  /** The page about it, below docs/reference. */
  readonly page: string;
  /** What it looks for. */
  readonly definitions: readonly DiagnosticDefinition[];
}

export type Counts = Readonly<Record<Severity, number>>;

export function countFindings(findings: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Errors fail a run, and warnings when there are more than are allowed. */
export function failingSeverities({ findings, maxWarnings }: LintReport): ReadonlySet<LintLevel> {
  const tooMany = countFindings(findings).warning > maxWarnings;
  return new Set(tooMany ? ["error", "warning"] : ["error"]);
}

export function failed(report: LintReport): boolean {
  const failing = failingSeverities(report);
  return report.findings.some(({ severity }) => failing.has(severity));
}
