import type { TestBlock } from "@authz/model";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { addCoverage, type Policy } from "@authz/engine";
import { createTestRunner } from "./timed.ts";
import type { Executed, TimedResult } from "./test-run.ts";

export interface ExecuteOptions {
  /** Threads beside this one; 0: none. Undefined: as many as there are CPUs, once the tests take long enough. */
  readonly workers: number | undefined;
  readonly withCoverage: boolean;
  /** Told now and then how many tests are done. */
  readonly onProgress: (done: number) => Promise<void>;
}

/** Threads take about as long as this, in milliseconds, before their first test: what is left must take several times as long. */
const threadStart = 250;
/** Milliseconds for which nobody else has their turn. */
const slice = 50;

/** Runs the tests, whose results come in their order, on whichever thread they were run. */
export async function executeTests(
  policy: Policy,
  tests: readonly TestBlock[],
  options: ExecuteOptions,
): Promise<Executed> {
  const { workers, withCoverage, onProgress } = options;
  const runner = createTestRunner(policy, withCoverage);
  const results: TimedResult[] = [];
  const start = performance.now();
  let pause = start + slice;
  for (const [index, test] of tests.entries()) {
    const threads = threadsFor(tests.length - index, index, performance.now() - start, workers);
    if (threads > 0) {
      const { runInThreads } = await import("./pool.ts");
      const done = (count: number): Promise<void> => onProgress(index + count);
      const rest = await runInThreads(policy, tests.slice(index), { threads, withCoverage, onProgress: done });
      return join({ results, coverage: runner.coverage() }, rest);
    }
    results.push(runner.run(test));
    if (performance.now() < pause) continue;
    await onProgress(results.length);
    await setImmediate();
    pause = performance.now() + slice;
  }
  return { results, coverage: runner.coverage() };
}

function join(first: Executed, rest: Executed): Executed {
  const coverage = first.coverage && rest.coverage && addCoverage(first.coverage, rest.coverage);
  return { results: [...first.results, ...rest.results], coverage };
}

/** How many threads the tests that are left are worth, judged by those that were run. */
export function threadsFor(left: number, done: number, elapsed: number, wanted: number | undefined): number {
  if (wanted !== undefined) return Math.min(wanted, left);
  const cpus = availableParallelism();
  if (cpus < 2 || elapsed < threadStart) return 0;
  return (elapsed / done) * left > 4 * threadStart ? Math.min(cpus, left) : 0;
}
