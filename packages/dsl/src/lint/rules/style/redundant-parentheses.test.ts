import { expect, test } from "@jest/globals";
import { fixPolicy } from "../../fix-policy.ts";
import { redundantParentheses } from "./redundant-parentheses.ts";

const head =
  "subject User\nresource Doc {\n  a: boolean\n  b: boolean\n  n: number\n  action read\n  allow User to read ";

function without(condition: string): string {
  const files = [{ name: "p.authz", text: `${head}${condition}\n}\n` }];
  const options = { rules: [redundantParentheses], config: { extends: ["strict" as const] } };
  const { files: fixed, result } = fixPolicy(files, options);
  expect(result.policy).toBeDefined();
  return fixed[0]?.text.slice(head.length, -3) ?? "";
}

test.each([
  ["when (resource.a)", "when resource.a"],
  ["when(resource.a)", "when resource.a"],
  ["when ((resource.a) and(resource.b))", "when resource.a and resource.b"],
  ["when (((resource.a or resource.b)))", "when resource.a or resource.b"],
  ["when resource.a and ((resource.b or resource.a))", "when resource.a and (resource.b or resource.a)"],
  [
    "when (resource.a and resource.b) unless (resource.n == (2))",
    "when resource.a and resource.b unless resource.n == 2",
  ],
  ["when not (resource.a)", "when not resource.a"],
  ["when (resource.n + (1)) > 3", "when (resource.n + 1) > 3"],
])("%s becomes %s", (before, after) => {
  expect(without(before)).toBe(after);
});

test.each([
  "when (resource.a or resource.b) and resource.a",
  "when (resource.n == 1) or (resource.n == 2)",
  "when not (resource.a and resource.b)",
  "when resource.n - (-1) > 3",
  "when (// why\n resource.a)",
])("%s stays", (condition) => {
  expect(without(condition)).toBe(condition);
});
