import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const script = fileURLToPath(new URL("count-steps.ts", import.meta.url));
const [few, many] = [2_000, 16_000];
const times = many / few;

type Steps = Readonly<Record<string, number>>;

function countSteps(): readonly [few: Steps, many: Steps] {
  const output = execFileSync(process.execPath, ["--no-warnings", script, String(few), String(many)], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const counted = JSON.parse(output) as Readonly<Record<string, Steps>>;
  return [counted[few] ?? {}, counted[many] ?? {}];
}

const total = (steps: Steps): number => Object.values(steps).reduce((sum, count) => sum + count, 0);

test("checking and linting takes work in proportion to the policy", () => {
  const [small, large] = countSteps();
  expect(total(small)).toBeGreaterThan(few * 100);
  // Functions that run hardly ever are left out: they may run not at all for the small one.
  const tooMuch = Object.entries(large)
    .filter(([name, count]) => count > many && count > (small[name] ?? 0) * times * 1.5)
    .map(([name, count]) => `${name}: ${small[name] ?? 0} steps for ${few} lines, ${count} for ${many}`);
  expect(tooMuch).toEqual([]);
  expect(total(large)).toBeLessThan(total(small) * times * 1.2);
}, 120_000);
