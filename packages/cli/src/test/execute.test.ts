import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { testsInOrder, type Policy } from "@authz/engine";
import { availableParallelism } from "node:os";
import { executeTests, threadsFor } from "./execute.ts";
import type { Executed } from "./test-run.ts";

const text = `subject User
resource Doc {
  owner: User
  action read
  mine: allow owner to read
}
${[...Array(100).keys()]
  .map((n) => `test "t${n}" { Doc "d" { owner: User "u${n % 7}" }  User "u${n % 5}" can read Doc "d" }\n`)
  .join("")}`;

function policyOf(): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "many.authz", text }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

async function execute(workers: number): Promise<{ readonly executed: Executed; readonly progress: number[] }> {
  const policy = policyOf();
  const progress: number[] = [];
  const onProgress = (done: number): Promise<void> => Promise.resolve(void progress.push(done));
  const options = { workers, withCoverage: true, onProgress };
  return { executed: await executeTests(policy, testsInOrder(policy), options), progress };
}

/** Without the time that it took. */
function told({ results, coverage }: Executed): unknown {
  return { coverage, results: results.map(({ duration: _, ...result }) => result) };
}

test("on however many threads: the same results in the same order, and the same coverage", async () => {
  const alone = await execute(0);
  expect(new Set(alone.executed.results.map(({ passed }) => passed)).size).toBe(2);
  for (const workers of [1, 3]) {
    const { executed, progress } = await execute(workers);
    expect(told(executed)).toEqual(told(alone.executed));
    expect(progress.at(-1)).toBe(100);
  }
}, 60_000);

describe("threads", () => {
  const cpus = availableParallelism();
  test.each([
    ["a suite that has just begun", { left: 10_000, done: 5, elapsed: 10 }, 0],
    ["what is done before threads would be there", { left: 100, done: 1_000, elapsed: 300 }, 0],
    ["what takes long", { left: 100_000, done: 1_000, elapsed: 300 }, cpus < 2 ? 0 : cpus],
    ["a few slow tests", { left: 1, done: 1, elapsed: 2_000 }, cpus < 2 ? 0 : 1],
  ])("%s", (_what, { left, done, elapsed }, threads) => {
    expect(threadsFor(left, done, elapsed, undefined)).toBe(threads);
  });

  test("as many as wanted, but none without a test", () => {
    expect([threadsFor(10, 0, 0, 0), threadsFor(10, 0, 0, 4), threadsFor(3, 0, 0, 64)]).toEqual([0, 4, 3]);
  });
});
