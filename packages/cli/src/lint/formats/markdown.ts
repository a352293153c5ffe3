import type { LintFinding } from "@authz/dsl/lint";
import { visible } from "../../render/visible.ts";
import { count } from "../../render/words.ts";
import { countFindings, failed, type LintReport } from "../report.ts";

const signs = { error: "❌", warning: "⚠️", info: "ℹ️" } as const;

/** More rows than anybody reads in a job summary. */
const MOST_ROWS = 200;

/** For the summary of a job: one line, then a table. */
export function renderMarkdown(report: LintReport): string {
  const { error, warning, info } = countFindings(report.findings);
  const counts = `${count(error, "error")}, ${count(warning, "warning")}, ${info} info`;
  const head = `## ${failed(report) ? "❌" : "✅"} ${report.verb?.name ?? "authz lint"}\n\n${counts} in ${count(report.files.length, "file")}.\n`;
  if (report.findings.length === 0) return head;
  const rows = report.findings.slice(0, MOST_ROWS).map(row);
  const more = report.findings.length - rows.length;
  const rest = more === 0 ? "" : `\n${count(more, "finding")} more.\n`;
  return `${head}\n|  | place | finding | rule |\n| --- | --- | --- | --- |\n${rows.join("")}${rest}`;
}

function row({ severity, location, message, help, code }: LintFinding): string {
  const what = help === undefined || help === "" ? cell(message) : `${cell(message)}<br>${cell(help)}`;
  const place = location.source === "" ? "" : cell(`${location.source}:${location.line}:${location.column}`);
  return `| ${signs[severity]} | ${place} | ${what} | ${cell(code)} |\n`;
}

/** Text of a policy must not become markup: only code in backquotes is left, and a bar would end the cell. */
export function cell(text: string): string {
  return visible(text)
    .split("`")
    .map((part, index, parts) =>
      index % 2 === 1 && index < parts.length - 1 ? `\`${bars(part)}\`` : bars(escape(part)),
    )
    .join("");
}

function bars(text: string): string {
  return text.replaceAll("|", "\\|");
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]#@!]/g, (character) => `&#${character.charCodeAt(0)};`);
}
