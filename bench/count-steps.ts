/**
 * Checks and lints generated policies of so many lines and prints how often each function of ours ran and each block in it.
 * The numbers are the same on every machine, so growth can be tested where times cannot:
 * `node bench/count-steps.ts 2000 16000` prints `{"2000": {"check/people.ts narrow": 830, …}, "16000": …}`.
 */
import { Session } from "node:inspector/promises";
import { lintPolicy } from "@authz/dsl/lint";
import { generatedPolicy } from "./generated-policy.ts";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

async function countSteps(lines: number): Promise<Record<string, number>> {
  const files = generatedPolicy(lines);
  // What ran before is forgotten.
  await session.post("Profiler.takePreciseCoverage");
  const { policy } = lintPolicy(files, { config: { extends: ["strict"] } });
  if (policy === undefined) throw new Error(`the generated policy of ${lines} lines does not compile`);
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const steps = new Map<string, number>();
  for (const { url, functions } of result) {
    const file = /\/packages\/(?:dsl|model)\/src\/(.*)$/.exec(url)?.[1];
    if (file === undefined) continue;
    for (const { functionName, ranges } of functions) {
      const key = functionName === "" ? `${file} at ${ranges[0]?.startOffset}` : `${file} ${functionName}`;
      steps.set(key, (steps.get(key) ?? 0) + ranges.reduce((sum, { count }) => sum + count, 0));
    }
  }
  return Object.fromEntries(steps);
}

const counted: [string, Record<string, number>][] = [];
for (const lines of process.argv.slice(2)) counted.push([lines, await countSteps(Number(lines))]);
session.disconnect();
process.stdout.write(`${JSON.stringify(Object.fromEntries(counted))}\n`);
