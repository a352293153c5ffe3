import type { Decision, ExpectationResult } from "@authz/engine";
import type { Origin } from "@authz/model";
import picocolors from "picocolors";
import { stringify } from "yaml";
import { explanationOf } from "../render/decision.ts";
import { visible } from "../render/visible.ts";
import type { TestRun, TimedResult } from "./test-run.ts";
import { expectedSentence, failureMessage, gotSentences } from "./wording.ts";

/** The Test Anything Protocol, version 14: a test point for each test, with a YAML block where it failed. */
export function renderTap(run: TestRun): string {
  const points = run.results.map((result, index) => testPoint(result, index + 1, run));
  return `TAP version 14\n1..${run.results.length}\n${points.join("")}`;
}

/** For a policy that could not be used. */
export function renderTapError(message: string): string {
  return `TAP version 14\nBail out! ${visible(message)}\n`;
}

function testPoint(result: TimedResult, number: number, run: TestRun): string {
  const { passed, test, diagnostics } = result;
  const point = `${passed ? "ok" : "not ok"} ${number} - ${description(test.name)}\n`;
  if (!passed) return point + yamlBlock(failureOf(result, run));
  return point + (diagnostics.length > 0 ? yamlBlock({ warnings: diagnostics.map(({ message }) => message) }) : "");
}

/** A backslash and a hash have a meaning there. */
function description(name: string): string {
  return visible(name).replaceAll("\\", "\\\\").replaceAll("#", "\\#");
}

function failureOf(result: TimedResult, run: TestRun): object {
  const { test, expectations, diagnostics } = result;
  return {
    message: failureMessage(result, run.policy),
    at: printed(test.origin),
    ...(diagnostics.length > 0 ? { diagnostics: diagnostics.map(({ code, message }) => `${code}: ${message}`) } : {}),
    failures: expectations.flatMap((expectation) => failuresOf(expectation, run)),
  };
}

function failuresOf(expectation: ExpectationResult, { policy }: TestRun): readonly object[] {
  const failed = expectation.answers.filter(({ passed }) => !passed);
  return failed.map((answer) => ({
    at: printed(expectation.origin),
    expected: expectedSentence(answer, expectation, policy),
    got: gotSentences(answer).join("\n"),
    ...by(answer.decision),
  }));
}

function by(decision: Decision): object {
  const { code, rules } = decision;
  const explanation = explanationOf(decision, plain).slice(1);
  return {
    code,
    rules: rules.map(({ id, effect, at }) => `${effect} rule ${id}, ${at}`),
    ...(explanation.length > 0 ? { explanation: `${explanation.map((line) => line.slice(2)).join("\n")}\n` } : {}),
  };
}

const plain = picocolors.createColors(false);

function printed({ source, line, column }: Origin): string {
  return `${source}:${line}:${column}`;
}

/** Indented by two, between its marks. */
function yamlBlock(data: object): string {
  const yaml = stringify(data, { lineWidth: 0 }).replace(/\n$/, "");
  return ["---", ...yaml.split("\n"), "..."].map((line) => `  ${line}\n`).join("");
}
