/** What a worker thread runs: tests of a policy, as they are asked for. */
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData, ThreadResult, ThreadTask } from "./pool.ts";
import { runTimed } from "./timed.ts";

const { policy } = workerData as ThreadData;

parentPort?.on("message", ({ tests }: ThreadTask) => {
  const results = tests.map((test) => {
    const { test: _, ...result } = runTimed(policy, test);
    return result;
  });
  const answer: ThreadResult = { results };
  parentPort?.postMessage(answer);
});
