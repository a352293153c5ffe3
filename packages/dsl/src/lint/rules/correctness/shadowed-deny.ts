import { headOf } from "../../../check/heads.ts";
import { dominatorOf } from "../../analysis/domination.ts";
import { ruleRemoval } from "../../analysis/removals.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { partsOfExpression } from "../../index/expressions.ts";
import { defineLintRule, type LintRule, type Spanned } from "../../rule.ts";

export const shadowedDeny: LintRule<{ readonly id: string; readonly other: string }> = defineLintRule({
  code: "lint/shadowed-deny",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "Another rule denies all that a rule denies",
  why: "It changes no decision, and whoever takes it back later will find that the action is still denied.",
  message: ({ id, other }) => `\`${other}\` denies all that \`${id}\` denies`,
  help: () => "remove it, or restrict the other one",
  bad: `subject User
resource Invoice {
  locked: boolean
  role viewer
  role editor includes viewer
  action read, update
  allow viewer to read
  allow editor to update
  deny anyone to update when resource.locked
  deny viewer to update when resource.locked
}
`,
  good: `subject User
resource Invoice {
  locked: boolean
  role viewer
  role editor includes viewer
  action read, update
  allow viewer to read
  allow editor to update
  deny anyone to update when resource.locked
}
`,
  check({ index, policy, report }) {
    for (const rule of index.rules) {
      if (rule.model.effect !== "deny") continue;
      const other = dominatorOf(rule, "deny", index);
      if (other === undefined) continue;
      const related = [{ file: other.file, node: headAt(other), message: "denied here" }];
      const fix = ruleRemoval(rule, policy, isSafe(other));
      report(rule.file, headAt(rule), { id: rule.model.id, other: other.model.id }, { related, fix });
    }
  },
});

/** A deny applies also when it is unknown, and where a comparison is unknown the `has` that follows from it is false. */
function isSafe({ model }: RuleEntry): boolean {
  return model.guards.flatMap(partsOfExpression).every(({ kind }) => kind !== "has");
}

function headAt({ node, file }: RuleEntry): Spanned {
  return { span: headOf(node, file.source) };
}
