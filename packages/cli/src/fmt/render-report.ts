import type { Diagnostic } from "@authz/model";
import { toJson, visible } from "../render/visible.ts";
import { count } from "../render/words.ts";
import type { Output, Terminal } from "../terminal/terminal.ts";
import type { FmtOptions } from "./fmt-options.ts";
import { changedFiles, type FmtReport, type FormattedText } from "./report.ts";

/** What was formatted, or would be, on standard output; what went wrong on standard error. */
export async function writeReport(report: FmtReport, options: FmtOptions, { out, err }: Terminal): Promise<void> {
  if (options.format === "json") return out.write(await renderJson(report, options));
  if (report.diagnostics.length > 0) await err.write(await renderProblems(report, err));
  if (options.from === "stdin" && options.mode === "write") return out.write(report.files[0]?.after ?? "");
  await out.write(`${await renderChanged(report, options, out)}${summarise(report, options, out)}`);
}

async function renderChanged(report: FmtReport, { mode }: FmtOptions, out: Output): Promise<string> {
  const changed = changedFiles(report);
  if (mode !== "diff") return changed.map(({ name }) => `${visible(name)}\n`).join("");
  const { renderDiff } = await import("../render/diff.ts");
  return changed.map((file) => renderDiff(file, out.colours)).join("");
}

function summarise(report: FmtReport, { mode }: FmtOptions, { colours }: Output): string {
  const { length } = changedFiles(report);
  const all = count(report.files.length, "file");
  if (report.files.length === 0) return "";
  if (length === 0 && report.unwritten.size === 0) return `${all}, ${colours.green("nothing to format")}\n`;
  if (mode === "write") return `formatted ${length} of ${all}\n`;
  return `${colours.red(`${length} of ${all} ${length === 1 ? "is" : "are"} not formatted`)}\n`;
}

async function renderProblems({ diagnostics, sources }: FmtReport, err: Output): Promise<string> {
  const { renderDiagnostics } = await import("../render/diagnostic.ts");
  const syntax = diagnostics.filter(isSyntax);
  const note = syntax.length === 0 ? "" : `what has a syntax error was left as it is; the rest is formatted\n`;
  // What is wrong with a file as a whole is not wrong at its first character.
  const ofFiles = diagnostics.filter((one) => !isSyntax(one));
  const parts = [renderDiagnostics(ofFiles, [], err), renderDiagnostics(syntax, sources, err)];
  return `${parts.filter((part) => part !== "").join("\n")}\n${note}`;
}

function isSyntax({ code }: Diagnostic): boolean {
  return !code.startsWith("files/");
}

async function renderJson(report: FmtReport, { mode, from }: FmtOptions): Promise<string> {
  const changed = new Set(changedFiles(report));
  const files = await Promise.all(
    report.files.map(async (file) => ({
      name: file.name,
      changed: changed.has(file),
      ...(from === "stdin" ? { text: file.after } : {}),
      ...(mode === "diff" && changed.has(file) ? { diff: await diffOf(file) } : {}),
    })),
  );
  const summary = { files: files.length, changed: changed.size, unwritten: report.unwritten.size };
  return `${toJson({ files, diagnostics: report.diagnostics, summary }, 2)}\n`;
}

async function diffOf(file: FormattedText): Promise<string> {
  return (await import("../render/diff.ts")).unifiedDiff(file);
}
