import { createCoverage, defaultTestTime, runTest, type Coverage, type Policy, type TestOptions } from "@authz/engine";
import type { TestBlock } from "@authz/model";
import type { TimedResult } from "./test-run.ts";

/** Runs tests one after the other, and remembers what they have covered. */
export interface TestRunner {
  run(test: TestBlock): TimedResult;
  /** So far; undefined when it was not asked for. */
  coverage(): Coverage | undefined;
}

export function createTestRunner(policy: Policy, withCoverage: boolean): TestRunner {
  const recorder = withCoverage ? createCoverage(policy, new Date(defaultTestTime)) : undefined;
  const options: TestOptions = { onRequest: (request, facts) => recorder?.record(request, facts) };
  return {
    run(test) {
      const start = performance.now();
      const result = runTest(policy, test, options);
      return { ...result, duration: performance.now() - start };
    },
    coverage: () => recorder?.result(),
  };
}
