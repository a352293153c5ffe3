import { headOf } from "../../../check/heads.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const missingBecause: LintRule<{ readonly id: string }> = defineLintRule({
  code: "lint/missing-because",
  group: "style",
  severity: "info",
  set: "recommended",
  summary: "A deny gives no reason",
  why: "`because` is returned with the decision. Without it, whoever is turned away has a role that should do and nothing to go by, and asks the people who wrote the policy.",
  message: ({ id }) => `nobody is told why \`${id}\` turns them away`,
  help: () => 'add a sentence for the person who is turned away: `because "…"`',
  bad: `subject User
resource Invoice {
  submitter: User
  role payer
  action pay
  allow payer to pay
  deny submitter to pay
}
`,
  good: `subject User
resource Invoice {
  submitter: User
  role payer
  action pay
  allow payer to pay
  deny submitter to pay because "nobody pays their own invoice"
}
`,
  check({ index, report }) {
    for (const { model, node, file } of index.rules) {
      if (model.effect !== "deny" || model.because !== undefined) continue;
      report(file, { span: headOf(node, file.source) }, { id: model.id });
    }
  },
});
