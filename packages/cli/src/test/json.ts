import { toAuthzen, type ExpectationResult, type TestAnswer } from "@authz/engine";
import type { Diagnostic } from "@authz/model";
import { toJson } from "../render/visible.ts";
import { countTests, type TestRun, type TimedResult } from "./test-run.ts";

/** For programs: every expectation with its answers, each as the AuthZEN response that it got. */
export function renderTestJson(run: TestRun): string {
  const report = {
    policy: run.policy.version,
    tests: run.results.map(testOf),
    ...(run.coverage === undefined ? {} : { coverage: run.coverage }),
    summary: { ...countTests(run.results), milliseconds: Math.round(run.duration) },
  };
  return `${toJson(report, 2)}\n`;
}

function testOf({ test, passed, expectations, diagnostics, duration }: TimedResult): object {
  return {
    name: test.name,
    ...test.origin,
    passed,
    milliseconds: Math.round(duration),
    expectations: expectations.map(expectationOf),
    diagnostics: diagnostics.map(diagnosticOf),
  };
}

/** The statement begins there; where it ends is not known. */
function diagnosticOf({ location: { source, line, column }, ...diagnostic }: Diagnostic): object {
  return { ...diagnostic, location: { source, line, column } };
}

function expectationOf({ passed, origin, expected, answers }: ExpectationResult): object {
  const { can, because } = expected;
  return {
    line: origin.line,
    column: origin.column,
    passed,
    expected: { decision: can, ...(because === undefined ? {} : { because }) },
    answers: answers.map(answerOf),
  };
}

function answerOf({ passed, asked, decision }: TestAnswer): object {
  return { passed, asked, response: toAuthzen(decision) };
}
