/**
 * The comparison of generated code with the interpreter for as long as one likes, over fresh seeds:
 * `node spec/properties/compiled-by-hand.ts --minutes 10 --seed 1`. Prints how many decisions were compared; the first
 * difference ends it with the seed and the smallest run that shows it.
 */
import { parseArgs } from "node:util";
import { compareRuns, createTally } from "./compiled-compare.ts";
import { families } from "./compiled-runs.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
const start = performance.now();
const end = start + Number(values.minutes) * 60_000;
const tallies = new Map(Object.keys(families).map((name) => [name, createTally()]));

let seed = Number(values.seed);
for (; performance.now() < end; seed++) {
  for (const [name, runs] of Object.entries(families)) {
    const tally = tallies.get(name) ?? createTally();
    compareRuns(runs, tally, { seed, numRuns: 50 });
  }
}

const all = [...tallies.values()].reduce((sum, { cases }) => sum + cases, 0);
const minutes = ((performance.now() - start) / 60_000).toFixed(1);
console.log(`${all} decisions compared in ${minutes} minutes, seeds ${values.seed} to ${seed - 1}; none differs.`);
console.table(Object.fromEntries(tallies));
