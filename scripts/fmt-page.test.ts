import { expect, test } from "@jest/globals";
import { formatPolicyFile } from "@authz/dsl/format";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(import.meta.dirname, "../docs/fmt.md"), "utf8");
const [before = "", after = ""] = [...page.matchAll(/^```authz\n(.*?)^```$/gms)].map(([, text = ""]) => text);

test("the page about formatting shows what formatting does", () => {
  expect(formatPolicyFile({ name: "page.authz", text: before })).toEqual({ text: after, diagnostics: [] });
});
