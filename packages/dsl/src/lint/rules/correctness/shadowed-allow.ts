import { headOf } from "../../../check/heads.ts";
import type { Coverage } from "../../analysis/coverage.ts";
import { dominatorOf } from "../../analysis/domination.ts";
import { ruleRemoval } from "../../analysis/removals.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule, type Spanned } from "../../rule.ts";

export const shadowedAllow: LintRule<{ readonly id: string; readonly other: string }> = defineLintRule({
  code: "lint/shadowed-allow",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "Another rule allows all that a rule allows",
  why: "It changes no decision, and its conditions restrict nothing: the other rule is for the same people and actions, with fewer conditions or none. One of the two says something that was not meant.",
  message: ({ id, other }) => `\`${other}\` allows all that \`${id}\` allows`,
  help: () => "remove it, or restrict the other one",
  bad: `subject User
resource Invoice {
  amount: number
  role viewer
  role editor includes viewer
  action read
  allow viewer to read when resource.amount <= 1000
  allow editor to read when resource.amount < 100
}
`,
  good: `subject User
resource Invoice {
  amount: number
  role viewer
  role editor includes viewer
  action read
  allow viewer to read when resource.amount <= 1000
}
`,
  check({ index, policy, report }) {
    for (const rule of index.rules) {
      if (rule.model.effect !== "allow") continue;
      const other = dominatorOf(rule, "allow", index);
      if (other === undefined) continue;
      const related = [{ file: other.file, node: headAt(other), message: "allowed here" }];
      const fix = ruleRemoval(rule, policy, isSafe(rule, other, index.coverage, policy.exclusives.length > 0));
      report(rule.file, headAt(rule), { id: rule.model.id, other: other.model.id }, { related, fix });
    }
  },
});

/** What a senior has of itself stays when its junior is taken away for an exclusive set; what is not active gives nothing. */
function isSafe({ model }: RuleEntry, other: RuleEntry, coverage: Coverage, hasExclusives: boolean): boolean {
  if (hasExclusives) return JSON.stringify(model.who) === JSON.stringify(other.model.who);
  return coverage.coversWhateverIsActive(other.model.who, model.who);
}

function headAt({ node, file }: RuleEntry): Spanned {
  return { span: headOf(node, file.source) };
}
