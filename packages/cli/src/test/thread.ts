/** What a worker thread runs: tests of a policy, as they are asked for. */
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData, ThreadResult, ThreadTask } from "./pool.ts";
import { createTestRunner } from "./timed.ts";

const { policy, withCoverage } = workerData as ThreadData;
const runner = createTestRunner(policy, withCoverage);

parentPort?.on("message", ({ tests }: ThreadTask) => {
  const results = tests.map((test) => {
    const { test: _, ...result } = runner.run(test);
    return result;
  });
  // Nothing to run asks for the sum.
  const answer: ThreadResult = { results, coverage: tests.length === 0 ? runner.coverage() : undefined };
  parentPort?.postMessage(answer);
});
