import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

test("under mixed traffic, with policy and keys exchanged all the time, no answer is wrong and nothing grows", () => {
  const script = join(import.meta.dirname, "guarded-load.ts");
  const { stdout, stderr } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, "20"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const result = JSON.parse(stdout) as Readonly<Record<string, number>>;
  expect(result).toMatchObject({ wrong: 0, flat: true });
  expect(result["answered"]).toBeGreaterThan(500);
  expect(result["policies"]).toBeGreaterThan(20);
  expect(result["keys"]).toBeGreaterThan(2);
}, 120_000);
