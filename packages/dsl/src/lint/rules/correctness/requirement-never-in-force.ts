import { headOf } from "../../../check/heads.ts";
import { isEverAllowed } from "../../analysis/allowed.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const requirementNeverInForce: LintRule<{ readonly actions: readonly string[] }> = defineLintRule({
  code: "lint/requirement-never-in-force",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "Something is required for what no rule allows",
  why: "A requirement speaks only of what is allowed otherwise. It protects nothing here, and the action that it was meant for may be another one.",
  message: ({ actions }) =>
    `no rule allows ${actions.map((action) => `\`${action}\``).join(", ")}, so that nothing is ever required`,
  help: () => "require it for the action that was meant, or write the rule that allows this one",
  bad: `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role approver
  action pay, approve
  allow approver to approve
  require mfa to pay
}
`,
  good: `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role approver
  action pay, approve
  allow approver to approve, pay
  require mfa to pay
}
`,
  check({ index, report }) {
    for (const { model, node, file } of index.requirements) {
      const isAllowed = model.targets.some(({ type, actions }) =>
        actions.some((action) => isEverAllowed(type, action, index)),
      );
      if (isAllowed) continue;
      const actions = [...new Set(model.targets.flatMap((target) => target.actions))];
      report(file, { span: headOf(node, file.source) }, { actions });
    }
  },
});
