import { afterAll, expect, jest, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What people copy has to be what a reviewer would leave alone: every rule is on, and nothing is suppressed. */
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const bin = join(root, "packages/cli/bin/authz.js");
const folder = mkdtempSync(join(tmpdir(), "authz-strict-"));
const config = join(folder, "authz.config.json");
writeFileSync(config, JSON.stringify({ lint: { extends: ["strict"] } }));

// Each run is a process of its own, and the machine may be busy.
jest.setTimeout(60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function run(words: readonly string[]): Promise<{ readonly code: number | string; readonly out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [bin, ...words],
      { cwd: root, env: { ...process.env, NO_COLOR: "1" } },
      (error, out, err) => resolve({ code: error?.code ?? 0, out: out + err }),
    );
  });
}

const examples = readdirSync(join(root, "policies-examples")).filter((name) =>
  existsSync(join(root, "policies-examples", name, "policy")),
);

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(10);
});

test.each(examples)("%s is clean under strict without suppressions, and in canonical form", async (name) => {
  const policy = `policies-examples/${name}/policy`;
  const linted = await run(["lint", "--policy", policy, "--config", config, "--max-warnings", "0"]);
  expect(linted).toEqual({ code: 0, out: expect.stringMatching(/^no findings in \d+ files?\n/) });
  expect(await run(["fmt", "--check", policy])).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+ files?, nothing to format\n$/),
  });
  const files = readdirSync(join(root, policy), { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((file) => file.endsWith(".authz"))
    .map((file) => readFileSync(join(root, policy, file), "utf8"));
  expect(texts.filter((text) => text.includes("authz-ignore"))).toEqual([]);
});
