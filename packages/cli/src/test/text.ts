import type { ExpectationResult, TestAnswer } from "@authz/engine";
import type { Diagnostic, Source } from "@authz/model";
import { explanationOf, labelled, reasonLines } from "../render/decision.ts";
import { place, renderDiagnostics, type RenderOptions } from "../render/diagnostic.ts";
import { visible } from "../render/visible.ts";
import { count } from "../render/words.ts";
import { indented } from "../render/wrap.ts";
import { byFile, countTests, lineFrom, type TestRun, type TimedResult } from "./test-run.ts";
import { endpointSentence, expectedSentence, gotSentences } from "./wording.ts";

/** Above this only files and what failed are listed: nobody reads so many names. */
const listedTests = 100;

/** For people: the files with their tests, everything that failed with its reason, and a summary. */
export function renderTestText(run: TestRun, options: RenderOptions): string {
  const told = run.results.filter(({ passed, diagnostics }) => !passed || diagnostics.length > 0);
  const parts = [fileList(run, options), ...told.map((result) => renderResult(result, run, options))];
  return `${parts.join("\n")}\n${summary(run, options)}\n`;
}

/** `12 passed, 1 failed (13 tests, 40 expectations) in 120 ms`. */
function summary({ results, duration }: TestRun, { colours }: RenderOptions): string {
  const { passed, failed, tests, expectations } = countTests(results);
  const warnings = results.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  const counts = [
    ...(passed > 0 || failed === 0 ? [colours.green(`${passed} passed`)] : []),
    ...(failed > 0 ? [colours.red(`${failed} failed`)] : []),
    ...(warnings > 0 ? [colours.yellow(count(warnings, "warning"))] : []),
  ];
  const sizes = `(${count(tests, "test")}, ${count(expectations, "expectation")})`;
  return `${colours.bold(counts.join(", "))} ${sizes} in ${Math.round(duration)} ms`;
}

function fileList({ results }: TestRun, { colours }: RenderOptions): string {
  const lines = [...byFile(results)].flatMap(([file, tests]) => {
    const failed = tests.filter(({ passed }) => !passed).length;
    const counts = `${count(tests.length, "test")}${failed > 0 ? `, ${colours.red(`${failed} failed`)}` : ""}`;
    const listed = tests.filter(({ passed }) => !passed || results.length <= listedTests);
    return [
      `${mark(failed === 0, colours)} ${colours.bold(visible(file))}  ${colours.dim(counts)}`,
      ...listed.map(({ passed, test }) => `  ${mark(passed, colours)} ${visible(test.name)}`),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function mark(passed: boolean, colours: RenderOptions["colours"]): string {
  return passed ? colours.green("✓") : colours.red("✗");
}

/** A test that failed, or in short one that there is something to say of. */
function renderResult(result: TimedResult, run: TestRun, options: RenderOptions): string {
  const { colours } = options;
  const { passed, test, diagnostics } = result;
  const head = `${passed ? colours.yellow("!") : colours.red("✗")} ${colours.bold(visible(test.name))}\n`;
  if (!passed) return `${head}\n${indented(resultBody(result, run, options), "  ")}\n`;
  return head + diagnostics.map((diagnostic) => `  ${warningLine(diagnostic, options)}\n`).join("");
}

function warningLine({ message, location }: Diagnostic, { colours }: RenderOptions): string {
  const { source, line, column } = location;
  return `${colours.yellow("warning:")} ${visible(message)}  ${colours.dim(visible(`${source}:${line}:${column}`))}`;
}

/** What there is to say of a test beside its name. */
export function resultBody({ expectations, diagnostics }: TimedResult, run: TestRun, options: RenderOptions): string {
  const located = diagnostics.map((diagnostic) => ({
    ...diagnostic,
    location: lineFrom(diagnostic.location, run.sources),
  }));
  const failed = expectations.filter(({ passed }) => !passed);
  return [
    ...(located.length > 0 ? [renderDiagnostics(located, run.sources, options)] : []),
    ...failed.map((expectation) => renderExpectation(expectation, run, options)),
  ].join("\n");
}

function renderExpectation(expectation: ExpectationResult, run: TestRun, options: RenderOptions): string {
  const failed = expectation.answers.filter(({ passed }) => !passed);
  const blocks = failed.map((answer) => renderAnswer(answer, expectation, run, options));
  return `${excerpt(expectation, run.sources, options)}\n\n${blocks.join("\n")}`;
}

function excerpt({ origin }: ExpectationResult, sources: readonly Source[], options: RenderOptions): string {
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const location = lineFrom(origin, sources);
  const marked = { ...options, paint: options.colours.red, mark: "^" };
  return place(location, texts, String(origin.line).length, marked).join("\n");
}

const labelWidth = "expected".length;

function renderAnswer(
  answer: TestAnswer,
  expectation: ExpectationResult,
  { policy }: TestRun,
  { colours }: RenderOptions,
): string {
  const { decision } = answer;
  const label = (name: string, texts: readonly string[]): string[] => labelled(name, texts, colours, labelWidth);
  const explanation = explanationOf(decision, colours);
  const lines = [
    ...label("expected", [expectedSentence(answer, expectation, policy)]),
    ...label("asks for", [endpointSentence(answer) ?? []].flat()),
    ...label("got", gotSentences(answer)),
    ...reasonLines(decision, colours, labelWidth),
    ...(explanation.length > 0 ? ["", ...explanation.map((line) => `  ${line}`)] : []),
  ];
  return `${lines.join("\n")}\n`;
}
