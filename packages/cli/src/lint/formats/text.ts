import type { Output } from "../../terminal/terminal.ts";
import { count } from "../../render/words.ts";
import { visible } from "../../render/visible.ts";
import { countFindings, type LintReport } from "../report.ts";

/** For people: findings by file, each with its place, then a line that sums up. */
export async function renderText(report: LintReport, out: Output): Promise<string> {
  const fixed =
    report.fixed.length === 0 ? "" : `${out.colours.green(`fixed ${count(report.fixed.length, "finding")}`)}\n`;
  return `${await renderFindings(report, out)}${fixed}${summary(report, out)}\n${note(report)}`;
}

/** Measuring text takes a while to load: a policy without findings does without. */
async function renderFindings({ findings, sources }: LintReport, out: Output): Promise<string> {
  if (findings.length === 0) return "";
  const { renderDiagnostics } = await import("../../render/diagnostic.ts");
  const files = [...Map.groupBy(findings, ({ location }) => location.source)];
  const { bold, underline } = out.colours;
  const groups = files.map(([file, found]) => {
    const head = files.length > 1 && file !== "" ? `${bold(underline(visible(file)))}\n\n` : "";
    return `${head}${renderDiagnostics(found, sources, out)}\n`;
  });
  return groups.join("");
}

function summary(report: LintReport, { colours }: Output): string {
  const { error, warning, info } = countFindings(report.findings);
  const files = report.files.length === 0 ? "" : ` in ${count(report.files.length, "file")}`;
  const parts = [
    ...(error > 0 ? [colours.red(count(error, "error"))] : []),
    ...(warning > 0 ? [colours.yellow(count(warning, "warning"))] : []),
    ...(info > 0 ? [colours.blue(`${info} info`)] : []),
  ];
  const found = parts.length > 0 ? parts.join(", ") : colours.green("no findings");
  const tooMany = warning > report.maxWarnings ? `; at most ${count(report.maxWarnings, "warning")} allowed` : "";
  return `${found}${files}${tooMany}${fixable(report)}`;
}

function fixable({ findings }: LintReport): string {
  const safe = findings.filter(({ fix }) => fix?.safe === true).length;
  const unsafe = findings.filter(({ fix }) => fix?.safe === false).length;
  const ways = [
    ...(safe > 0 ? [`${safe} can be fixed with --fix`] : []),
    ...(unsafe > 0 ? [`${unsafe}${safe > 0 ? " more" : " can be fixed"} with --fix --unsafe`] : []),
  ];
  return ways.length === 0 ? "" : ` (${ways.join(", ")})`;
}

function note({ claims }: LintReport): string {
  if (claims === 0) return "";
  return `note: ${count(claims, "claim")} (never, always) checked for form; not proved that they hold\n`;
}
