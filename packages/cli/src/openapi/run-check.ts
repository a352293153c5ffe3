import { compareDiagnostics } from "@authz/model";
import { checkDescription } from "@authz/openapi";
import { diagnostics as definitions } from "@authz/openapi/diagnostics";
import type { ExitCode, Invocation } from "../command.ts";
import { withInput } from "../input/with-input.ts";
import { lintFormats, renderReport } from "../lint/formats/formats.ts";
import { readMaxWarnings } from "../lint/lint-options.ts";
import { failed, type LintReport, type ReportingVerb } from "../lint/report.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readApi } from "./read-api.ts";
import { readCheckedPolicy } from "./read-checked-policy.ts";

export const verb: ReportingVerb = { name: "authz openapi check", page: "diagnostics/README", definitions };

/** With a text that is no description nothing was compared: that exits with 2. */
export function runCheck(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, async () => {
    const maxWarnings = readMaxWarnings(input.value("max-warnings"));
    const { value, diagnostics, sources } = await readApi(input);
    const checked = await readCheckedPolicy(input);
    const options = { allowUndocumented: input.has("allow-undocumented") };
    const differences = value === undefined ? [] : checkDescription(value, checked, options);
    const report: LintReport = {
      verb,
      version: checked.policy.version,
      findings: [...diagnostics, ...differences].sort(compareDiagnostics),
      sources: [...checked.sources, ...sources],
      files: [...checked.sources, ...sources].map(({ name }) => name),
      fixed: [],
      claims: 0,
      maxWarnings,
    };
    const format = lintFormats.find((one) => one === input.value("format")) ?? "text";
    await terminal.out.write(await renderReport(format, report, terminal.out));
    if (value === undefined) return 2;
    return failed(report) ? 1 : 0;
  });
}
