import { expect, test } from "@jest/globals";
import { defineLintRule, type LintRule } from "./rule.ts";
import { applyEdits, fixPolicy } from "./fix-policy.ts";

function fixed(condition: string, rules?: readonly LintRule[]): string {
  const head =
    "subject User\nresource Doc {\n  a: boolean\n  b: boolean\n  n: number\n  action read\n  allow User to read ";
  const { files, result } = fixPolicy([{ name: "p.authz", text: `${head}${condition}\n}\n` }], rules ? { rules } : {});
  expect(result.policy).toBeDefined();
  return (files[0]?.text ?? "").slice(head.length, -3);
}

test.each([
  ["when not not resource.a", "when resource.a"],
  ["when not not not resource.a", "when not resource.a"],
  ["when not not not not resource.a", "when resource.a"],
  ["unless not resource.a", "when resource.a"],
  ["unless not (resource.a or resource.b)", "when (resource.a or resource.b)"],
  ["when resource.b and not (not (resource.a or resource.b))", "when resource.b and (resource.a or resource.b)"],
  ["when not resource.n != 1", "when resource.n == 1"],
  ["when resource.a == (not (not resource.b))", "when resource.a == (resource.b)"],
  ["when not (not resource.a or resource.b)", "when not (not resource.a or resource.b)"],
  ["when not /* no */ not resource.a".replace("/* no */", "// kept\n"), "when not // kept\n not resource.a"],
])("%s becomes %s", (before, after) => {
  expect(fixed(before)).toBe(after);
});

/** Puts a text in place of every rule's guard. */
function rewriting(text: string): LintRule {
  return defineLintRule({
    code: "lint/rewriting",
    group: "style",
    severity: "warning",
    set: "recommended",
    summary: "",
    why: "",
    message: () => "",
    help: () => "",
    bad: "",
    good: "",
    check({ index, report }) {
      for (const { node, file } of index.guards) {
        const edits = [{ source: file.source.name, span: node.span, text }];
        report(file, node, {}, { fix: { title: "", safe: true, edits } });
      }
    },
  });
}

test("a fix after which the policy would not compile is left alone", () => {
  expect(fixed("when resource.a", [rewriting("when")])).toBe("when resource.a");
});

test("fixes that go on for ever end", () => {
  expect(fixed("when resource.a", [rewriting("when not resource.b")])).toBe("when not resource.b");
});

test("edits are made where they were meant, in whatever order they come", () => {
  const files = [
    { name: "a", text: "0123456789" },
    { name: "b", text: "x" },
  ];
  const edits = [
    { source: "a", span: { start: 8, end: 10 }, text: "" },
    { source: "a", span: { start: 0, end: 1 }, text: "zero" },
    { source: "a", span: { start: 4, end: 4 }, text: "-" },
  ];
  const [first, second] = applyEdits(files, edits);
  expect(first?.text).toBe("zero123-4567");
  expect(second).toBe(files[1]);
});
