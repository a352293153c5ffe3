import { headOf } from "../../../check/heads.ts";
import { asksForRefusal } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const untestedRequirement: LintRule<{
  readonly needs: readonly string[];
  readonly actions: readonly string[];
  readonly reason: string;
}> = defineLintRule({
  code: "lint/untested-requirement",
  group: "tests",
  severity: "warning",
  set: "recommended",
  summary: "No test expects a requirement to be in force",
  why: "Whoever signed in well enough never sees it. If it were gone, everything would go on working, for a stolen session as well.",
  message: ({ needs, actions }) =>
    `no test expects that somebody cannot ${actions.join(" or ")} without \`${needs.join("`, `")}\``,
  help: ({ reason }) => `add a test in which it is missing: \`cannot … because ${reason}\``,
  bad: `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role payer
  action pay
  allow payer to pay
  require mfa to pay
}
test "payers pay" {
  User "ana" is payer of Invoice "i1"
  User "ana" with token { amr: ["mfa"], auth_time: time "2026-01-01T10:00:00Z" } at "2026-01-01T10:05:00Z"
    can pay Invoice "i1"
}
`,
  good: `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role payer
  action pay
  allow payer to pay
  require mfa to pay
}
test "payers pay, with a second factor" {
  User "ana" is payer of Invoice "i1"
  User "ana" with token { amr: ["mfa"], auth_time: time "2026-01-01T10:00:00Z" } at "2026-01-01T10:05:00Z"
    can pay Invoice "i1"
  User "ana" cannot pay Invoice "i1" because step_up_required
}
`,
  check({ index, report }) {
    if (index.tests.length === 0) return;
    for (const requirement of index.requirements) {
      const { model, node, file } = requirement;
      const reason = model.assurances.length > 0 ? "step_up_required" : "insufficient_scope";
      if (asksForRefusal(requirement, index, [reason])) continue;
      const actions = [...new Set(model.targets.flatMap((target) => target.actions))].slice(0, 3);
      report(
        file,
        { span: headOf(node, file.source) },
        { needs: [...model.assurances, ...model.scopes], actions, reason },
      );
    }
  },
});
