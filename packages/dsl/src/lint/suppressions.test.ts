import { expect, test } from "@jest/globals";
import { lintPolicy, type LintOptions } from "./lint-policy.ts";

function found(text: string, options: LintOptions = {}): readonly string[] {
  const { findings } = lintPolicy([{ name: "policy.authz", text }], options);
  return findings.map(({ code, location }) => `${location.line} ${code}`);
}

const rest = "resource Doc {\n  action read\n  allow User to read\n}\n";

test.each([
  ["on the line before", "// authz-ignore lint/unused-role: later\nrole a\n"],
  ["on the same line", "role a // authz-ignore lint/unused-role: later\n"],
  ["above other comments", "// authz-ignore lint/unused-role: later\n/// Doc.\n// More.\nrole a\n"],
  ["with other codes", "// authz-ignore names/case-only, lint/unused-role: later\nrole a\nrole A\n"],
  ["with CRLF", "// authz-ignore lint/unused-role: later\r\nrole a\r\n"],
])("a suppression counts %s", (_where, text) => {
  expect(found(`subject User\n${text}${rest}`).filter((one) => one.endsWith(" lint/unused-role")).length).toBe(
    text.includes("role A") ? 1 : 0,
  );
});

test.each([
  [
    "two lines above",
    "// authz-ignore lint/unused-role: later\n\nrole a\n",
    ["2 lint/unused-suppression", "4 lint/unused-role"],
  ],
  ["in a doc comment", "/// authz-ignore lint/unused-role: later\nrole a\n", ["3 lint/unused-role"]],
  [
    "of another rule",
    "// authz-ignore lint/public-write: x\nrole a\n",
    ["2 lint/unused-suppression", "3 lint/unused-role"],
  ],
  [
    "without its group",
    "// authz-ignore unused-role: x\nrole a\n",
    ["2 lint/unused-suppression", "3 lint/unused-role"],
  ],
  [
    "without a code",
    "// authz-ignore\nrole a\n",
    ["2 lint/suppression-without-reason", "2 lint/unused-suppression", "3 lint/unused-role"],
  ],
  ["of itself", "// authz-ignore lint/unused-suppression: x\n", ["2 lint/unused-suppression"]],
  ["that is a longer word", "// authz-ignored lint/unused-role: x\nrole a\n", ["3 lint/unused-role"]],
])("a comment %s suppresses nothing", (_where, text, expected) => {
  expect(found(`subject User\n${text}${rest}`)).toEqual(expected);
});

test("without a reason it counts, and is found", () => {
  expect(found(`subject User\n// authz-ignore lint/unused-role\nrole a\n${rest}`)).toEqual([
    "2 lint/suppression-without-reason",
  ]);
});

test("of a rule that is off nothing is said", () => {
  const text = `subject User\n// authz-ignore lint/unused-role: later\nrole a\n${rest}`;
  expect(found(text, { config: { rules: { "lint/unused-role": "off" } } })).toEqual([]);
});

test("an error is never suppressed", () => {
  expect(found(`subject User\n// authz-ignore names/unknown-role: x\nrole a includes b\n${rest}`)).toEqual([
    "3 names/unknown-role",
  ]);
});
