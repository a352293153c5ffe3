import { headOf } from "../../../check/heads.ts";
import { textOf } from "../../edits.ts";
import type { RuleEntry } from "../../index/entries.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import type { People } from "@authz/model";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const negatedMembership: LintRule<{ readonly except: string; readonly other: string; readonly action: string }> =
  defineLintRule({
    code: "lint/negated-membership",
    group: "correctness",
    severity: "warning",
    set: "strict",
    summary: "`but not` keeps people out of one rule, and another lets them in",
    why: "`but not` speaks of its own rule only. Who must never do something is the business of a `deny`, which wins whatever else allows it.",
    message: ({ except, other, action }) =>
      `\`but not ${except}\` holds for this rule only: \`${other}\` lets them \`${action}\``,
    help: ({ except, action }) => `if they must never do it, write \`deny ${except} to ${action}\``,
    bad: `subject User
role suspended
resource Invoice {
  role viewer, auditor
  action read
  allow viewer but not suspended to read
  allow auditor to read
}
`,
    good: `subject User
role suspended
resource Invoice {
  role viewer, auditor
  action read
  allow viewer, auditor to read
  deny suspended to read
}
`,
    check({ index, report }) {
      for (const rule of index.rules) {
        const { model, node, file } = rule;
        if (model.effect !== "allow" || model.who.kind !== "butNot" || node.who.kind !== "butNot") continue;
        const { except } = model.who;
        const found = findLettingIn(rule, except, index);
        if (found === undefined) continue;
        const { other, action } = found;
        const related = [
          { file: other.file, node: { span: headOf(other.node, other.file.source) }, message: "allowed here" },
        ];
        const text = textOf(file, node.who.except);
        report(file, node.who.except, { except: text, other: other.model.id, action }, { related });
      }
    },
  });

/** So many rules for one action are looked at, so that time stays proportional to the policy. */
const MOST_COMPARED = 100;

/** Another allow for an action, that neither keeps the same people out nor is just for them, where no deny is. */
function findLettingIn(
  rule: RuleEntry,
  except: People,
  index: PolicyIndex,
): { readonly other: RuleEntry; readonly action: string } | undefined {
  const { covers, areApart } = index.coverage;
  for (const { type, actions } of rule.model.targets) {
    for (const action of actions) {
      const rules = index.rulesFor(type, action).slice(0, MOST_COMPARED);
      if (rules.some(({ model }) => model.effect === "deny" && covers(model.who, except))) continue;
      const other = rules.find(({ model: { effect, who } }) => {
        if (effect !== "allow" || areApart(who, except) || covers(except, who)) return false;
        return who.kind !== "butNot" || !covers(who.except, except);
      });
      if (other !== undefined && other !== rule) return { other, action };
    }
  }
  return undefined;
}
