import { runTest, type Policy } from "@authz/engine";
import type { TestBlock } from "@authz/model";
import type { TimedResult } from "./test-run.ts";

export function runTimed(policy: Policy, test: TestBlock): TimedResult {
  const start = performance.now();
  const result = runTest(policy, test);
  return { ...result, duration: performance.now() - start };
}
