/** Generated code answers as the interpreter does, whatever the policy, the facts, their changes and the requests. */
import { expect, test } from "@jest/globals";
import { compareRuns, createTally } from "./compiled-compare.ts";
import { casesOfRun, families } from "./compiled-runs.ts";
import { numRuns } from "./engines.ts";

/** Of what is asked, how much generated code allows and denies at least. */
const shares: Readonly<Record<string, readonly [allowed: number, denied: number]>> = {
  "whatever policies there are": [0.015, 0.08],
  "roles without conditions": [0.02, 0.1],
  "nothing but what grants": [0.03, 0.1],
};

const runsOfFamily = Math.ceil(numRuns * 1.25);

test("100,000 decisions of generated code and of the interpreter are the same", () => {
  let compared = 0;
  for (const [name, runs] of Object.entries(families)) {
    const tally = createTally();
    compareRuns(runs, tally, { numRuns: runsOfFamily });
    const [allowed, denied] = shares[name] ?? [1, 1];
    if (process.env["AUTHZ_RUNS"] !== undefined) console.log(name, tally);
    expect(tally.allowed / tally.cases).toBeGreaterThan(allowed);
    expect(tally.denied / tally.cases).toBeGreaterThan(denied);
    expect(tally.modules / tally.cases).toBeGreaterThan(0.1);
    compared += tally.cases;
  }
  expect(compared).toBe(casesOfRun * runsOfFamily * Object.keys(families).length);
  if (process.env["AUTHZ_RUNS"] === undefined) expect(compared).toBeGreaterThanOrEqual(100_000);
}, 600_000);
