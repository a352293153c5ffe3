import { testsInOrder, type Coverage } from "@authz/engine";
import { readPolicy } from "@authz/engine/node";
import type { Policy, Source, TestBlock } from "@authz/model";
import { writeFile } from "node:fs/promises";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import { withInput } from "../input/with-input.ts";
import { policyPath } from "../policy-path.ts";
import type { Output, Terminal } from "../terminal/terminal.ts";
import { executeTests } from "./execute.ts";
import { readTestOptions, type TestVerbOptions } from "./options.ts";
import { createTestProgress } from "./progress.ts";
import { countTests, type Executed, type TestRun } from "./test-run.ts";

export async function runTestVerb(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const options = readTestOptions(input);
  const once = (): Promise<ExitCode> => withInput(input, terminal, () => runOnce(input, options, terminal));
  if (!options.watch) return once();
  const { watchPolicy } = await import("./watch.ts");
  return watchPolicy(policyPath(input), once, terminal);
}

async function runOnce(input: Invocation, options: TestVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const started = new Date();
  const start = performance.now();
  const { value: policy, diagnostics, sources } = await readPolicy(policyPath(input));
  if (policy === undefined) {
    const error = new InputError("the policy could not be used", diagnostics, sources);
    await writeUnusable(error, options, terminal);
    throw error;
  }
  const executed = await execute(policy, selectTests(policy, options), options, terminal);
  const run = { ...executed, policy, sources, started, duration: performance.now() - start };
  await terminal.out.write(await render(run, options, terminal.out));
  if (run.coverage !== undefined) await reportCoverage(run.coverage, options, terminal);
  return countTests(run.results).failed > 0 ? 1 : 0;
}

async function execute(
  policy: Policy,
  tests: readonly TestBlock[],
  { workers, coverage, lcov }: TestVerbOptions,
  terminal: Terminal,
): Promise<Executed> {
  const progress = createTestProgress(terminal, tests.length, () => performance.now());
  try {
    const withCoverage = coverage || lcov !== undefined;
    return await executeTests(policy, tests, { workers, withCoverage, onProgress: (done) => progress.show(done) });
  } finally {
    progress.stop();
  }
}

/** As text after the tests; beside a format for programs on standard error. In JSON it is a member of the report. */
async function reportCoverage(coverage: Coverage, options: TestVerbOptions, { out, err }: Terminal): Promise<void> {
  if (options.lcov !== undefined) await writeLcov(options.lcov, coverage);
  if (!options.coverage || options.format === "json") return;
  const to = options.format === "text" ? out : err;
  await to.write((await import("./coverage-text.ts")).renderCoverage(coverage, to.colours));
}

async function writeLcov(path: string, coverage: Coverage): Promise<void> {
  const { renderLcov } = await import("./lcov.ts");
  try {
    await writeFile(path, renderLcov(coverage));
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`${path} could not be written (${code})`, "--lcov takes a file in a folder that is there");
  }
}

/** Those whose name or file holds the text of `--filter`, in upper or lower case. To run none is a mistake, not a success. */
function selectTests(policy: Policy, { filter }: TestVerbOptions): readonly TestBlock[] {
  const tests = testsInOrder(policy);
  if (tests.length === 0)
    throw new UsageError(
      "the policy has no tests",
      'write one into a file that ends in .test.authz: test "what it shows" { User "ana" can read Invoice "i1" }',
    );
  const wanted = filter?.toLowerCase() ?? "";
  const selected = tests.filter(({ name, origin }) => `${origin.source}\n${name}`.toLowerCase().includes(wanted));
  if (selected.length > 0) return selected;
  throw new UsageError(
    `no test has \`${filter ?? ""}\` in its name or in the name of its file`,
    `there ${tests.length === 1 ? "is 1 test" : `are ${tests.length} tests`}; without --filter all of them run`,
  );
}

/** Formats are loaded when they are asked for. */
async function render(run: TestRun, { format }: TestVerbOptions, out: Output): Promise<string> {
  switch (format) {
    case "json":
      return (await import("./json.ts")).renderTestJson(run);
    case "junit":
      return (await import("./junit.ts")).renderJunit(run);
    case "tap":
      return (await import("./tap.ts")).renderTap(run);
    default:
      return (await import("./text.ts")).renderTestText(run, out);
  }
}

/** Readers of these formats look for the reason where they look for the results. */
async function writeUnusable(error: InputError, { format }: TestVerbOptions, { out }: Terminal): Promise<void> {
  const details = error.diagnostics.map(({ message, location }) => placed(message, location, error.sources)).join("\n");
  if (format === "tap") await out.write((await import("./tap.ts")).renderTapError(error.message));
  if (format === "junit") await out.write((await import("./junit.ts")).renderJunitError(error.message, details));
}

function placed(
  message: string,
  { source, line, column }: { readonly source: string; readonly line: number; readonly column: number },
  sources: readonly Source[],
): string {
  return sources.some(({ name }) => name === source)
    ? `${source}:${line}:${column}: ${message}`
    : `${source}: ${message}`;
}
