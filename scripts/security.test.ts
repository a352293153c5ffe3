import { expect, test } from "@jest/globals";
import { defaultLimits } from "@authz/model";
import { readFileSync } from "node:fs";
import { join } from "node:path";

test("SECURITY.md lists every limit with its default", () => {
  const page = readFileSync(join(import.meta.dirname, "../SECURITY.md"), "utf8");
  const rows = [...page.matchAll(/^\| `(\w+)` +\| +([\d,]+) +\|/gm)];
  const listed = rows.map(([, name = "", value = ""]) => [name, Number(value.replaceAll(",", ""))]);
  expect(Object.fromEntries(listed)).toEqual(defaultLimits);
});
