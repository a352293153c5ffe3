import picocolors from "picocolors";
import { renderXml, type XmlElement } from "../render/xml.ts";
import { byFile, countTests, type TestRun, type TimedResult } from "./test-run.ts";
import { resultBody } from "./text.ts";
import { failureMessage } from "./wording.ts";

/** As CI systems read it: a suite for each file, a case for each test. There is no standard; these names are what they agree on. */
export function renderJunit(run: TestRun): string {
  const { failed, tests } = countTests(run.results);
  return renderXml({
    name: "testsuites",
    attributes: { name: "authz", tests, failures: failed, errors: 0, skipped: 0, time: seconds(run.duration) },
    children: [...byFile(run.results)].map(([file, results]) => suite(file, results, run)),
  });
}

/** For a policy that could not be used, so that whoever reads the report learns why there are no tests in it. */
export function renderJunitError(message: string, details: string): string {
  const attributes = { tests: 1, failures: 0, errors: 1, skipped: 0 };
  const error = { name: "error", attributes: { message, type: "policy" }, text: details };
  const only = {
    name: "testcase",
    attributes: { name: "the policy compiles", classname: "authz" },
    children: [error],
  };
  const suiteOfOne = { name: "testsuite", attributes: { name: "authz", ...attributes }, children: [only] };
  return renderXml({ name: "testsuites", attributes: { name: "authz", ...attributes }, children: [suiteOfOne] });
}

function suite(file: string, results: readonly TimedResult[], run: TestRun): XmlElement {
  const { failed, tests } = countTests(results);
  const time = seconds(results.reduce((sum, { duration }) => sum + duration, 0));
  const timestamp = run.started.toISOString();
  return {
    name: "testsuite",
    attributes: { name: file, tests, failures: failed, errors: 0, skipped: 0, time, timestamp, file },
    children: results.map((result) => testcase(result, run)),
  };
}

function testcase(result: TimedResult, run: TestRun): XmlElement {
  const { name, origin } = result.test;
  const { source, line } = origin;
  const said = [...(result.passed ? [] : [failure(result, run)]), ...warnings(result, run)];
  return {
    name: "testcase",
    attributes: { name, classname: source, time: seconds(result.duration), file: source, line },
    children: said,
  };
}

function failure(result: TimedResult, run: TestRun): XmlElement {
  return {
    name: "failure",
    attributes: { message: failureMessage(result, run.policy), type: "expectation" },
    text: body(result, run),
  };
}

function warnings(result: TimedResult, run: TestRun): readonly XmlElement[] {
  if (!result.passed || result.diagnostics.length === 0) return [];
  return [{ name: "system-out", attributes: {}, text: body(result, run) }];
}

function body(result: TimedResult, run: TestRun): string {
  return `\n${resultBody(result, run, { colours: picocolors.createColors(false), columns: undefined })}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
