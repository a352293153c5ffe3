import { addCoverage, type Coverage, type Policy } from "@authz/engine";
import type { TestBlock } from "@authz/model";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Executed, TimedResult } from "./test-run.ts";

export interface PoolOptions {
  readonly threads: number;
  readonly withCoverage: boolean;
  readonly onProgress: (done: number) => Promise<void>;
}

/** What a thread is started with: plain data, which is copied. Its tests come later, a few at a time. */
export interface ThreadData {
  readonly policy: Policy;
  readonly withCoverage: boolean;
}

/** No tests: it is asked what they have covered. */
export interface ThreadTask {
  readonly tests: readonly TestBlock[];
}

export interface ThreadResult {
  readonly results: readonly Omit<TimedResult, "test">[];
  readonly coverage: Coverage | undefined;
}

/** Tests that are handed over at once: few, so that all threads have work until the end. */
const taskSize = 16;

/** Every thread takes the next tests as soon as it has done its own. Rejects when one of them breaks, a mistake of ours. */
export async function runInThreads(
  policy: Policy,
  tests: readonly TestBlock[],
  { threads, withCoverage, onProgress }: PoolOptions,
): Promise<Executed> {
  const workers = Array.from({ length: threads }, () =>
    startThread({ policy: { ...policy, tests: [] }, withCoverage }),
  );
  let coverage: Coverage | undefined;
  const results: TimedResult[] = [];
  let next = 0;
  let done = 0;
  const work = async (worker: Worker): Promise<void> => {
    while (next < tests.length) {
      const from = next;
      const task = { tests: tests.slice(from, from + taskSize) };
      next += task.tests.length;
      const answer = await ask(worker, task);
      for (const [index, test] of task.tests.entries()) {
        const result = answer.results[index];
        if (result !== undefined) results[from + index] = { ...result, test };
      }
      done += task.tests.length;
      await onProgress(done);
    }
    if (!withCoverage) return;
    const { coverage: own } = await ask(worker, { tests: [] });
    coverage = coverage === undefined || own === undefined ? (own ?? coverage) : addCoverage(coverage, own);
  };
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return { results, coverage };
}

/** The file beside this one: .ts as we develop, .js as it is built. */
function startThread(workerData: ThreadData): Worker {
  return new Worker(new URL(`./thread${extname(import.meta.url)}`, import.meta.url), { workerData });
}

function ask(worker: Worker, task: ThreadTask): Promise<ThreadResult> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => reject(error instanceof Error ? error : new Error(String(error)));
    worker.once("error", failed);
    worker.once("message", (answer: ThreadResult) => {
      worker.off("error", failed);
      resolve(answer);
    });
    worker.postMessage(task);
  });
}
