import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "../../parse-policy.ts";
import { filesOf } from "../../testing/example.ts";
import { fixPolicy } from "../fix-policy.ts";
import { lintPolicy } from "../lint-policy.ts";
import type { LintRule, LintSet } from "../rule.ts";
import { lintRules } from "./rules.generated.ts";

/** A rule by itself; those about suppressions need the others, to know which are needed. */
function alone(rule: LintRule): readonly LintRule[] {
  return rule.judgesSuppressions === true ? lintRules : [rule];
}

/** `code: message`, with the rules' own levels. */
function findings(text: LintRule["bad"], rules: readonly LintRule[], set: LintSet): readonly string[] {
  const result = lintPolicy(filesOf(text) ?? [], { rules, config: { extends: [set] } });
  return result.findings.map(({ code, message }) => `${code}: ${message}`);
}

/** One sentence that begins small and has no full stop. */
const wording = /^(?![A-Z][a-z]).*[^.]$/s;

describe.each(lintRules.map((rule) => [rule.code, rule] as const))("%s", (code, rule) => {
  test("finds its bad example once, alone and in its set", () => {
    expect(findings(rule.bad, alone(rule), rule.set)).toEqual([expect.stringMatching(new RegExp(`^${code}: `))]);
    const inSet = findings(rule.bad, lintRules, rule.set).filter((found) => found.startsWith(`${code}: `));
    expect(inSet).toHaveLength(1);
  });

  test("finds nothing in its good example", () => {
    expect(parsePolicy(filesOf(rule.good) ?? []).diagnostics).toEqual([]);
    expect(findings(rule.good, alone(rule), rule.set)).toEqual([]);
  });

  test("is worded like the others", () => {
    expect(rule.summary).not.toMatch(/\.$/);
    expect(rule.why).toMatch(/\.$/);
    const [found] = lintPolicy(filesOf(rule.bad) ?? [], {
      rules: alone(rule),
      config: { extends: [rule.set] },
    }).findings;
    expect(found?.message).toMatch(wording);
    expect(found?.help).toMatch(wording);
    expect(found?.severity).toBe(rule.severity);
  });

  test("fixes its bad example if it says so", () => {
    const options = { rules: alone(rule), config: { extends: [rule.set] }, unsafe: true };
    const { files, fixed } = fixPolicy(filesOf(rule.bad) ?? [], options);
    expect(fixed.map(({ fix }) => (fix.safe ? "safe" : "unsafe"))).toEqual(rule.fix === undefined ? [] : [rule.fix]);
    if (rule.fix !== undefined) expect(files).toEqual(filesOf(rule.fixed ?? rule.good));
  });
});
