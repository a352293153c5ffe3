/** Checks and lints generated policies of 1,000, 10,000 and 100,000 lines; prints times. By hand: `node bench/policy-at-scale.ts`. */
import { parsePolicy } from "@authz/dsl";
import { lintPolicy } from "@authz/dsl/lint";
import { generatedPolicy } from "./generated-policy.ts";

const sizes = process.argv.slice(2).map(Number);

/** The best of three: what else the machine does only adds. */
function best(run: () => void): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

for (const lines of sizes.length === 0 ? [1_000, 10_000, 100_000] : sizes) {
  const files = generatedPolicy(lines);
  const { diagnostics } = parsePolicy(files);
  const config = { extends: ["strict" as const] };
  const { findings } = lintPolicy(files, { config });
  const check = best(() => void parsePolicy(files));
  const lint = best(() => void lintPolicy(files, { config }));
  const cells = [`${lines} lines`, `check ${check.toFixed(0)} ms`, `check and lint ${lint.toFixed(0)} ms`];
  console.log(
    `${cells.map((cell) => cell.padEnd(24)).join("")}${diagnostics.length} diagnostics, ${findings.length} findings`,
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors[0] !== undefined)
    throw new Error(`${errors[0].location.source}:${errors[0].location.line} ${errors[0].message}`);
}
