import type { Coverage, TestResult } from "@authz/engine";
import type { Location, Origin, Policy, Source } from "@authz/model";

/** Results in the order of the tests; coverage when it was asked for. */
export interface Executed {
  readonly results: readonly TimedResult[];
  readonly coverage: Coverage | undefined;
}

/** Tests that have been run, with what a report says of them. */
export interface TestRun extends Executed {
  readonly policy: Policy;
  readonly sources: readonly Source[];
  readonly started: Date;
  /** Milliseconds, from reading the policy on. */
  readonly duration: number;
}

export interface TimedResult extends TestResult {
  /** Milliseconds. */
  readonly duration: number;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly tests: number;
  readonly expectations: number;
}

export function countTests(results: readonly TestResult[]): TestCounts {
  const passed = results.filter((result) => result.passed).length;
  const expectations = results.reduce((sum, { test }) => sum + test.expectations.length, 0);
  return { passed, failed: results.length - passed, tests: results.length, expectations };
}

/** The results of each file, in order. */
export function byFile<R extends TestResult>(results: readonly R[]): ReadonlyMap<string, readonly R[]> {
  return Map.groupBy(results, ({ test }) => test.origin.source);
}

/** From where a statement begins to the end of its line: what an excerpt underlines. */
export function lineFrom({ source, line, column }: Origin, sources: readonly Source[]): Location {
  const text = sources.find(({ name }) => name === source)?.text ?? "";
  const characters = [...(text.split("\n")[line - 1] ?? "")];
  const length = characters
    .slice(column - 1)
    .join("")
    .replace(/\s*(?:\/\/[^"]*)?$/, "").length;
  return { source, line, column, span: { start: 0, end: Math.max(1, length) } };
}
