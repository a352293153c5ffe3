import type { PolicyIndex } from "../../index/policy-index.ts";
import { expectationsIn } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Only where there are several reasons: a deny, or a requirement. Otherwise it is that no rule allows it. */
export const refusalWithoutReason: LintRule<{ readonly actions: readonly string[]; readonly type: string }> =
  defineLintRule({
    code: "lint/refusal-without-reason",
    group: "tests",
    severity: "info",
    set: "strict",
    summary: "A test expects a refusal and does not say why",
    why: "It passes for a wrong reason as well: a misspelt name, a role that nobody was given, another deny. The condition that it was written for may be broken, and the test is green.",
    message: ({ actions, type }) =>
      `${actions.join(" and ")} on \`${type}\` can be refused for several reasons, and any will do here`,
    help: () => "say which: `because denied_by_rule`, or the label of the rule",
    bad: `subject User
resource Invoice {
  locked: boolean
  role editor
  action update
  allow editor to update
  locked_invoice: deny anyone to update when resource.locked because "it is locked"
}
test "what is locked stays" {
  Invoice "i1" { locked: true }
  User "ana" is editor of Invoice "i1"
  User "ana" cannot update Invoice "i1"
}
`,
    good: `subject User
resource Invoice {
  locked: boolean
  role editor
  action update
  allow editor to update
  locked_invoice: deny anyone to update when resource.locked because "it is locked"
}
test "what is locked stays" {
  Invoice "i1" { locked: true }
  User "ana" is editor of Invoice "i1"
  User "ana" cannot update Invoice "i1" because locked_invoice
}
`,
    check({ index, report }) {
      for (const { node: test, file } of index.tests) {
        for (const node of expectationsIn(test)) {
          const { question, can, because } = node;
          if (can || because !== undefined || question.kind === "request") continue;
          const type = question.entity.type.text;
          const actions = question.actions
            .map(({ name }) => name.text)
            .filter((name) => isContested(type, name, index));
          if (actions.length > 0) report(file, node, { actions, type });
        }
      }
    },
  });

function isContested(type: string, action: string, index: PolicyIndex): boolean {
  const denies = index.rulesFor(type, action).some(({ model }) => model.effect === "deny");
  return denies || index.requirementsFor(type, action).length > 0;
}
