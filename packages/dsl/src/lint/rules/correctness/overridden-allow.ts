import { headOf } from "../../../check/heads.ts";
import { dominatorOf } from "../../analysis/domination.ts";
import { ruleRemoval } from "../../analysis/removals.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule, type Spanned } from "../../rule.ts";

export const overriddenAllow: LintRule<{ readonly id: string; readonly deny: string }> = defineLintRule({
  code: "lint/overridden-allow",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A deny applies wherever a rule allows",
  why: "`deny` wins, so the rule never allows anything. Either the deny is for more people than was meant, or the rule is left over from before it.",
  message: ({ id, deny }) => `\`${id}\` never allows anything: \`${deny}\` denies all of it`,
  help: () => "remove the rule, or restrict the deny",
  bad: `subject User
resource Invoice {
  locked: boolean
  role editor
  action update
  allow editor to update unless resource.locked
  allow editor to update when resource.locked
  deny anyone to update when resource.locked
}
`,
  good: `subject User
resource Invoice {
  locked: boolean
  role editor
  action update
  allow editor to update unless resource.locked
  deny anyone to update when resource.locked
}
`,
  check({ index, policy, report }) {
    for (const rule of index.rules) {
      if (rule.model.effect !== "allow") continue;
      const deny = dominatorOf(rule, "deny", index);
      if (deny === undefined) continue;
      const related = [{ file: deny.file, node: headAt(deny), message: "denied here" }];
      const fix = ruleRemoval(rule, policy, true);
      report(rule.file, headAt(rule), { id: rule.model.id, deny: deny.model.id }, { related, fix });
    }
  },
});

function headAt({ node, file }: RuleEntry): Spanned {
  return { span: headOf(node, file.source) };
}
