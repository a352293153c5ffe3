import {
  fixPolicy,
  lintPolicy,
  type FixableFinding,
  type LintConfig,
  type LintOptions,
  type LintResult,
} from "@authz/dsl/lint";
import { readPolicySources } from "@authz/engine/node";
import { compareDiagnostics, type Diagnostic, type Source } from "@authz/model";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { writeText } from "../files/write-file.ts";
import { policyPath } from "../policy-path.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findConfig } from "./config/find-config.ts";
import { lintFacts } from "./facts.ts";
import { renderReport } from "./formats/formats.ts";
import { readLintOptions, type LintCommandOptions } from "./lint-options.ts";
import { failed, type LintReport } from "./report.ts";

export async function runLint(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const options = readLintOptions(input);
  const path = policyPath(input);
  const configuration = await configure(options.config ?? findConfig(path));
  const read = await readPolicySources(path);
  if (read.diagnostics.length > 0) return await unreadable(read.diagnostics, read.sources, options, terminal);
  const linted = runLinter(read.sources, options, configuration);
  if (options.diff) await showDiff(read.sources, linted.mended, terminal);
  else await writeFixed(read.sources, linted.mended);
  const report = await reportOn(linted, options, configuration.lint);
  await terminal.out.write(await renderReport(options.format, report, terminal.out));
  return failed(report) ? 1 : 0;
}

interface LintConfiguration {
  readonly lint: LintConfig;
  ignores(file: string): boolean;
}

/** What reads and validates the file is loaded when there is one. */
async function configure(path: string | undefined): Promise<LintConfiguration> {
  if (path === undefined) return { lint: {}, ignores: () => false };
  return (await import("./config/read-config.ts")).readConfig(path);
}

interface Linted {
  readonly result: LintResult;
  /** The texts that the findings speak of. */
  readonly sources: readonly Source[];
  /** As the fixes would have them. */
  readonly mended: readonly Source[];
  readonly fixed: readonly FixableFinding[];
}

/** With `--diff` the findings are those of the files as they are, since nothing is written. */
function runLinter(sources: readonly Source[], options: LintCommandOptions, configuration: LintConfiguration): Linted {
  const lintOptions: LintOptions = { config: configuration.lint, ignores: (file) => configuration.ignores(file) };
  if (options.fix === "none") return { result: lintPolicy(sources, lintOptions), sources, mended: sources, fixed: [] };
  const { files, fixed, result } = fixPolicy(sources, { ...lintOptions, unsafe: options.fix === "all" });
  if (options.diff) return { result: lintPolicy(sources, lintOptions), sources, mended: files, fixed: [] };
  return { result, sources: files, mended: files, fixed };
}

async function reportOn(
  { result, sources, fixed }: Linted,
  options: LintCommandOptions,
  config: LintConfig,
): Promise<LintReport> {
  const { policy, findings } = result;
  const facts = policy === undefined ? undefined : await lintFacts(policy, options.facts, config);
  return {
    version: policy?.version,
    findings: [...findings, ...(facts?.findings ?? [])].sort(compareDiagnostics),
    sources: [...sources, ...(facts?.sources ?? [])],
    files: sources.map(({ name }) => name),
    fixed,
    claims: policy?.claims.length ?? 0,
    reference: config.reference,
    maxWarnings: options.maxWarnings,
  };
}

/** With these there was no policy to check. */
const unasked: ReadonlySet<string> = new Set([
  "files/not-found",
  "files/no-policy-files",
  "files/unreadable",
  "files/too-many-files",
]);

async function unreadable(
  findings: readonly Diagnostic[],
  sources: readonly Source[],
  { format, maxWarnings }: LintCommandOptions,
  { out }: Terminal,
): Promise<ExitCode> {
  const files = sources.map(({ name }) => name);
  const report = { version: undefined, findings, sources, files, fixed: [], claims: 0, maxWarnings };
  await out.write(await renderReport(format, report, out));
  return findings.some(({ code }) => unasked.has(code)) ? 2 : 1;
}

function changedFiles(
  before: readonly Source[],
  after: readonly Source[],
): readonly { before: Source; after: Source }[] {
  const texts = new Map(before.map((source) => [source.name, source]));
  return after.flatMap((source) => {
    const old = texts.get(source.name);
    return old === undefined || old.text === source.text ? [] : [{ before: old, after: source }];
  });
}

async function showDiff(before: readonly Source[], after: readonly Source[], { out }: Terminal): Promise<void> {
  const changed = changedFiles(before, after);
  if (changed.length === 0) return;
  const { renderDiff } = await import("../render/diff.ts");
  const diffs = changed.map((file) =>
    renderDiff({ name: file.before.name, before: file.before.text, after: file.after.text }, out.colours),
  );
  await out.write(`${diffs.join("")}\n`);
}

async function writeFixed(before: readonly Source[], after: readonly Source[]): Promise<void> {
  for (const { after: file } of changedFiles(before, after)) {
    const refusal = await writeText(file.name, file.text);
    if (refusal !== undefined) throw new UsageError(`not all fixes were made: ${refusal.message}`, refusal.help);
  }
}
