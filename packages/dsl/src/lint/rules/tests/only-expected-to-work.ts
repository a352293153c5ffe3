import { headOf } from "../../../check/heads.ts";
import { questionsAbout } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const onlyExpectedToWork: LintRule<{ readonly id: string; readonly actions: readonly string[] }> =
  defineLintRule({
    code: "lint/only-expected-to-work",
    group: "tests",
    severity: "warning",
    set: "strict",
    summary: "Tests see a rule's condition hold, and never fail",
    why: "If the condition were taken away, all of these tests would still pass. What it is there for, somebody who is turned away, is not tested.",
    message: ({ id, actions }) =>
      `tests expect that somebody can ${actions.join(" or ")} by \`${id}\`, and nobody that it stops`,
    help: () => "add a `cannot` for somebody of whom only the condition is not true",
    bad: `subject User
resource Invoice {
  draft: boolean
  role editor
  action update
  edit: allow editor to update when resource.draft
}
test "editors update drafts" {
  Invoice "i1" { draft: true }
  User "ana" is editor of Invoice "i1"
  User "ana" can update Invoice "i1"
}
`,
    good: `subject User
resource Invoice {
  draft: boolean
  role editor
  action update
  edit: allow editor to update when resource.draft
}
test "editors update drafts, and nothing else" {
  Invoice "i1" { draft: true }
  Invoice "i2" { draft: false }
  User "ana" is editor of Invoice "i1"
  User "ana" is editor of Invoice "i2"
  User "ana" can update Invoice "i1"
  User "ana" cannot update Invoice "i2"
}
`,
    check({ index, report }) {
      for (const rule of index.rules) {
        const { model, node, file } = rule;
        if (model.effect !== "allow" || model.guards.length === 0) continue;
        const questions = questionsAbout(rule, index);
        if (questions.length === 0 || questions.some(({ expectation }) => !expectation.can)) continue;
        const actions = [...new Set(questions.map(({ action }) => action))].slice(0, 3);
        report(file, { span: headOf(node, file.source) }, { id: model.id, actions });
      }
    },
  });
