import { describe, expect, test } from "@jest/globals";
import type { Policy, PolicyFile } from "@authz/dsl";
import { fixPolicy, lintPolicy, lintRules, type LintConfig, type LintRule } from "@authz/dsl/lint";
import fc from "fast-check";
import { blemish, blemishes } from "./blemishes.ts";
import type { FactsDraft } from "./draft.ts";
import { engineFor, fewerRuns, numRuns } from "./engines.ts";
import { cases, requests } from "./facts.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";
import { worlds } from "./worlds.ts";

const strict: LintConfig = { extends: ["strict"] };
const safeRules = lintRules.filter(({ fix }) => fix === "safe");

interface Fixed {
  readonly before: Policy;
  readonly after: Policy;
  /** Codes of what was fixed. */
  readonly codes: readonly string[];
}

/** A rule by itself, so that no other mends the same first; those about suppressions need the others. */
function alone(rule: LintRule): readonly LintRule[] {
  return rule.judgesSuppressions === true ? lintRules : [rule];
}

function filesOf(example: LintRule["bad"]): readonly PolicyFile[] {
  if (typeof example === "string") return [{ name: "policy.authz", text: example }];
  if ("files" in example) return Object.entries(example.files).map(([name, text]) => ({ name, text }));
  throw new Error("a lint rule has a policy as its example");
}

/** All safe fixes; that the policy compiles before and after is part of every property here. */
function mend(files: readonly PolicyFile[], rules: readonly LintRule[] = lintRules): Fixed {
  const options = { config: strict, rules };
  const { policy: before, findings } = lintPolicy(files, options);
  const { files: fixed, fixed: done, result } = fixPolicy(files, options);
  const texts = fixed.map(({ text }) => text).join("\n");
  if (before === undefined || result.policy === undefined) {
    throw new Error(`${findings.map(({ message }) => message).join("\n")}\n${texts}`);
  }
  const left = result.findings.filter((finding) => finding.fix?.safe === true);
  if (left.length > 0) throw new Error(`still to fix: ${left.map(({ message }) => message).join("\n")}\n${texts}`);
  expect(fixPolicy(fixed, options).files).toEqual(fixed);
  return { before, after: result.policy, codes: done.map(({ code }) => code) };
}

function decisions(policy: Policy, facts: FactsDraft, asked: readonly unknown[]): unknown[] {
  const engine = engineFor(policy, facts);
  return asked.map((request) => {
    const { decision, code } = engine.check(request);
    return { decision, code };
  });
}

describe("a safe fix never changes a decision", () => {
  test.each(safeRules.map((rule) => [rule.code, rule] as const))("of the bad example of %s", (code, rule) => {
    const { before, after, codes } = mend(filesOf(rule.bad), alone(rule));
    expect(codes).toContain(code);
    fc.assert(
      fc.property(worlds(before), ({ facts, requests: asked }) => {
        expect(decisions(after, facts, asked)).toEqual(decisions(before, facts, asked));
      }),
      { numRuns },
    );
  });

  test("of generated policies with everything in them that can be fixed", () => {
    const blemished = fc
      .tuple(cases(policies()), blemishes(), fc.array(requests(), { minLength: 4, maxLength: 8 }))
      .map(([one, how, asked]) => ({ facts: one.facts, policy: blemish(one.policy, how), asked }));
    const seen = new Set<string>();
    fc.assert(
      fc.property(blemished, ({ policy, facts, asked }) => {
        const { before, after, codes } = mend([{ name: "policy.authz", text: renderPolicy(policy) }]);
        for (const code of codes) seen.add(code);
        expect(decisions(after, facts, asked)).toEqual(decisions(before, facts, asked));
      }),
      { numRuns: fewerRuns },
    );
    expect(seen.size).toBeGreaterThan(safeRules.length / 2);
  });
});
