import type { ExitCode, Invocation } from "../command.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readFmtOptions } from "./fmt-options.ts";
import { formatFiles } from "./format-files.ts";
import { formatInput } from "./format-input.ts";
import { writeReport } from "./render-report.ts";
import { exitCodeOf } from "./report.ts";

export async function runFmt(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const options = readFmtOptions(input);
  const { from, mode } = options;
  const report = from === "stdin" ? await formatInput(terminal.input) : await formatFiles(from, mode);
  await writeReport(report, options, terminal);
  return exitCodeOf(report, mode);
}
