import { compareText, type Origin, type Policy, type TestBlock } from "@authz/model";
import { separationOfDuty } from "../diagnostics/facts/separation-of-duty.ts";
import { compile, type CompileOptions, type Engine } from "../engine.ts";
import type { Facts } from "../facts/facts.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { runExpectation } from "./expectations.ts";
import type { TestResult } from "./results.ts";
import { mergeFacts, relocate } from "./test-facts.ts";

/** When a test asks that does not say `at`: never the clock, so that what passes today passes tomorrow. RFC 3339. */
export const defaultTestTime: string = "2026-01-01T00:00:00Z";

export interface TestOptions {
  /** The time of expectations without `at`; default: {@link defaultTestTime}. */
  readonly now?: Date;
  /** What answers; default: `compile`. */
  readonly evaluator?: (policy: Policy, options: CompileOptions) => Engine;
  /** Is told of every request that a test makes, with the facts that it is made on. */
  readonly onRequest?: (request: unknown, facts: Facts) => void;
}

/** A policy's tests as people wrote them: by file, and in the order of each. */
export function testsInOrder({ tests }: Policy): readonly TestBlock[] {
  return [...tests].sort((left, right) => compareOrigins(left.origin, right.origin));
}

function compareOrigins(left: Origin, right: Origin): number {
  return compareText(left.source, right.source) || left.line - right.line || left.column - right.column;
}

/** Runs one test of the policy (section "Tests" of the language reference). It shares nothing with another run. */
export function runTest(policy: Policy, test: TestBlock, options: TestOptions = {}): TestResult {
  const now = options.now ?? new Date(defaultTestTime);
  const merged = mergeFacts(policy, test);
  const { entities, assignments } = merged;
  const parsed = parseFacts(policy, { entities, assignments }, { clock: () => now });
  const diagnostics = parsed.diagnostics.map((diagnostic) => relocate(diagnostic, merged, test));
  const { facts } = parsed;
  if (facts === undefined) return { test, passed: false, expectations: [], diagnostics };
  const engine = (options.evaluator ?? compile)(policy, { facts, clock: () => now });
  const asked = { policy, engine, onRequest: (request: unknown) => options.onRequest?.(request, facts) };
  const expectations = test.expectations.map((expectation) => runExpectation(expectation, asked));
  const expectsViolation = test.expectations.some(({ because }) => because === "separation_of_duty");
  return {
    test,
    passed: expectations.every(({ passed }) => passed),
    expectations,
    diagnostics: expectsViolation ? diagnostics.filter(({ code }) => code !== separationOfDuty.code) : diagnostics,
  };
}

/** Every test of the policy, in the order of {@link testsInOrder}. */
export function runTests(policy: Policy, options: TestOptions = {}): readonly TestResult[] {
  return testsInOrder(policy).map((test) => runTest(policy, test, options));
}
