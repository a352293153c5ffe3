import type { Output } from "../../terminal/terminal.ts";
import type { LintReport } from "../report.ts";

export const lintFormats = ["text", "json", "sarif", "github", "junit", "markdown"] as const;
export type LintFormat = (typeof lintFormats)[number];

/** Each is loaded when it is asked for. */
export async function renderReport(format: LintFormat, report: LintReport, out: Output): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./text.ts")).renderText(report, out);
    case "json":
      return (await import("./json.ts")).renderJson(report);
    case "sarif":
      return (await import("./sarif.ts")).renderSarif(report);
    case "github":
      return (await import("./github.ts")).renderGithub(report);
    case "junit":
      return (await import("./junit.ts")).renderJunit(report);
    case "markdown":
      return (await import("./markdown.ts")).renderMarkdown(report);
  }
}
