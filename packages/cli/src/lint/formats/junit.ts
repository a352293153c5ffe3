import type { Diagnostic } from "@authz/dsl";
import type { LintFinding } from "@authz/dsl/lint";
import { renderXml, type XmlElement } from "../../render/xml.ts";
import { failingSeverities, type LintReport } from "../report.ts";

/** JUnit XML: a suite for each file, a case for each finding. What does not fail the run passes, and says so in its output. */
export function renderJunit(report: LintReport): string {
  const byFile = Map.groupBy(report.findings, ({ location }) => location.source);
  const names = [...new Set([...report.files, ...byFile.keys()])];
  const failing = failingSeverities(report);
  const suites = names.map((name) => suite(name, byFile.get(name) ?? [], failing));
  const total = (key: "tests" | "failures"): number =>
    suites.reduce((sum, { attributes }) => sum + Number(attributes[key]), 0);
  return renderXml({
    name: "testsuites",
    attributes: {
      name: report.verb?.name ?? "authz lint",
      tests: total("tests"),
      failures: total("failures"),
      errors: 0,
    },
    children: suites,
  });
}

function suite(file: string, findings: readonly LintFinding[], failing: ReadonlySet<string>): XmlElement {
  const cases = findings.map((finding) => testCase(finding, failing.has(finding.severity)));
  const clean: XmlElement = { name: "testcase", attributes: { name: "no findings", classname: file, file } };
  return {
    name: "testsuite",
    attributes: {
      name: file,
      tests: Math.max(1, cases.length),
      failures: findings.filter(({ severity }) => failing.has(severity)).length,
      errors: 0,
      skipped: 0,
      file,
    },
    children: cases.length === 0 ? [clean] : cases,
  };
}

function testCase(finding: Diagnostic, fails: boolean): XmlElement {
  const { code, severity, message, help, location } = finding;
  const text = `${location.source}:${location.line}:${location.column}: ${message}${help === undefined ? "" : `\n${help}`}`;
  const outcome: XmlElement = fails
    ? { name: "failure", attributes: { message, type: `${severity}[${code}]` }, text }
    : { name: "system-out", attributes: {}, text: `${severity}: ${text}` };
  return {
    name: "testcase",
    attributes: {
      name: `${code} at ${location.line}:${location.column}`,
      classname: location.source,
      file: location.source,
      line: location.line,
    },
    children: [outcome],
  };
}
