import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { httpLimits } from "./limits.ts";

/** Its programs are run by scripts/docs-pages.test.ts. */
test("docs/http.md states the limits that there are", () => {
  const page = readFileSync(new URL("../../../docs/http.md", import.meta.url), "utf8");
  expect(page).toContain(`longer than ${httpLimits.targetLength / 1024} KiB`);
  expect(page).toContain(`longer than ${httpLimits.callbackSeconds} seconds`);
  expect(page).toContain(`most ${httpLimits.requestIdLength} characters`);
});
