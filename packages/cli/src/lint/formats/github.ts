import { createLines, type Diagnostic, type Source } from "@authz/model";
import { visible } from "../../render/visible.ts";
import type { LintReport } from "../report.ts";

const commands = { error: "error", warning: "warning", info: "notice" } as const;

/** Workflow commands: GitHub Actions makes an annotation of each line. */
export function renderGithub({ findings, sources }: LintReport): string {
  const texts = new Map(sources.map((source) => [source.name, source]));
  return findings.map((finding) => `${annotation(finding, texts)}\n`).join("");
}

function annotation(finding: Diagnostic, texts: ReadonlyMap<string, Source>): string {
  const { location, help, message, code, severity } = finding;
  const properties = { ...placeOf(location, texts.get(location.source)), title: code };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = help === undefined || help === "" ? visible(message) : `${visible(message)}\n${visible(help)}`;
  return `::${commands[severity]} ${written.join(",")}::${escapeData(text)}`;
}

/** GitHub takes columns only for what ends on the line where it begins. */
function placeOf(
  location: Diagnostic["location"],
  source: Source | undefined,
): Readonly<Record<string, string | number>> {
  if (location.source === "") return {};
  if (source === undefined) return { file: location.source };
  const end = createLines(source.text).position(location.span.end);
  const columns = end.line === location.line ? { col: location.column, endColumn: end.column } : {};
  return { file: location.source, line: location.line, endLine: end.line, ...columns };
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
