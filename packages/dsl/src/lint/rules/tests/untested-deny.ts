import { headOf } from "../../../check/heads.ts";
import { asksForRefusal } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const untestedDeny: LintRule<{ readonly id: string; readonly actions: readonly string[] }> = defineLintRule({
  code: "lint/untested-deny",
  group: "tests",
  severity: "warning",
  set: "recommended",
  summary: "No test expects a deny to apply",
  why: "A deny is there for the case that must not happen. If it were gone, or its condition never true, all that works would go on working, and nobody would notice.",
  message: ({ id, actions }) => `no test expects that somebody cannot ${actions.join(" or ")} because of \`${id}\``,
  help: ({ id }) => `add a test in which it applies: \`cannot … because ${/[^\w]/.test(id) ? "denied_by_rule" : id}\``,
  bad: `subject User
resource Invoice {
  submitter: User
  role payer
  action pay
  allow payer to pay
  own: deny submitter to pay because "nobody pays their own invoice"
}
test "payers pay" {
  Invoice "i1" { submitter: User "bo" }
  User "ana" is payer of Invoice "i1"
  User "ana" can pay Invoice "i1"
}
`,
  good: `subject User
resource Invoice {
  submitter: User
  role payer
  action pay
  allow payer to pay
  own: deny submitter to pay because "nobody pays their own invoice"
}
test "payers pay, but not their own" {
  Invoice "i1" { submitter: User "bo" }
  User "ana" is payer of Invoice "i1"
  User "bo" is payer of Invoice "i1"
  User "ana" can pay Invoice "i1"
  User "bo" cannot pay Invoice "i1" because own
}
`,
  check({ index, report }) {
    if (index.tests.length === 0) return;
    for (const rule of index.rules.filter(({ model }) => model.effect === "deny")) {
      const { model, node, file } = rule;
      if (asksForRefusal(rule, index, ["denied_by_rule", "error"])) continue;
      const actions = [...new Set(model.targets.flatMap((target) => target.actions))];
      report(file, { span: headOf(node, file.source) }, { id: model.id, actions: actions.slice(0, 3) });
    }
  },
});
