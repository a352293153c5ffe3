import { parsePolicy } from "@authz/dsl";
import { defaultLimits, type Diagnostic, type Example } from "@authz/model";
import { describe, expect, test } from "@jest/globals";
import { checkDescription, checkRoutes, readDescription, readRoutes } from "../index.ts";
import { diagnostics } from "./index.ts";

/** What is said about an example: a policy beside a description, or a list of routes. */
async function run(example: Example): Promise<readonly Diagnostic[]> {
  if (typeof example === "string" || !("files" in example)) throw new Error("an example has files");
  const sources = [{ name: "policy.authz", text: example.files["policy.authz"] ?? "" }];
  const { policy, diagnostics: found } = parsePolicy(sources);
  if (policy === undefined) return found;
  const list = example.files["routes.txt"];
  if (list !== undefined) {
    const { value, diagnostics: read } = readRoutes({ name: "routes.txt", text: list });
    return [...read, ...(value === undefined ? [] : checkRoutes(value, { policy, sources }))];
  }
  const read = await readDescription({ name: "api.yaml", text: example.files["api.yaml"] ?? "" });
  return [...read.diagnostics, ...(read.value === undefined ? [] : checkDescription(read.value, { policy, sources }))];
}

const withFiles = diagnostics.filter(({ bad }) => typeof bad === "object" && "files" in bad);

describe.each(withFiles.map((one) => [one.code, one] as const))("%s", (code, { bad, good }) => {
  test("the bad example yields exactly it, where it is written", async () => {
    const found = await run(bad);
    expect(found.map((one) => one.code)).toEqual([code]);
    expect(found[0]?.location.line).toBeGreaterThan(0);
  });

  test("the good example yields nothing", async () => {
    expect(await run(good)).toEqual([]);
  });
});

test("a message is one line, with help", () => {
  expect(diagnostics.length).toBeLessThan(defaultLimits.diagnostics);
  for (const { code, summary, why } of diagnostics) {
    expect({ code, summary }).toEqual({ code, summary: expect.stringMatching(/^[A-Z][^\n]*[^.\n]$/) });
    expect(why).toMatch(/\.$/);
  }
});
