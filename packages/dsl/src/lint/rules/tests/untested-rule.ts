import { headOf } from "../../../check/heads.ts";
import { questionsAbout } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** As far as the text tells; `authz test --coverage` runs the tests and knows. Without any test it is lint/no-tests. */
export const untestedRule: LintRule<{
  readonly id: string;
  readonly actions: readonly string[];
  readonly types: readonly string[];
}> = defineLintRule({
  code: "lint/untested-rule",
  group: "tests",
  severity: "warning",
  set: "recommended",
  summary: "No test expects anything that a rule allows",
  why: "If the rule were gone, or allowed something else, no test would notice.",
  message: ({ id, actions, types }) =>
    `\`${id}\` allows to ${actions.join(", ")} ${types.join(", ")}, and no test expects that anybody can`,
  help: ({ actions }) => `add a test in which somebody can ${actions[0] ?? "do it"}, and one in which somebody cannot`,
  bad: `subject User
resource Invoice {
  role viewer, editor
  action read, update
  allow viewer, editor to read
  edit: allow editor to update
}
test "viewers read" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
  good: `subject User
resource Invoice {
  role viewer, editor
  action read, update
  allow viewer, editor to read
  edit: allow editor to update
}
test "viewers read, editors update" {
  User "ana" is viewer of Invoice "i1"
  User "bo" is editor of Invoice "i1"
  User "ana" can read Invoice "i1"
  User "bo" can update Invoice "i1"
}
`,
  check({ index, report }) {
    if (index.tests.length === 0) return;
    for (const rule of index.rules.filter(({ model }) => model.effect === "allow")) {
      const { model, node, file } = rule;
      if (questionsAbout(rule, index).some(({ expectation }) => expectation.can)) continue;
      const actions = [...new Set(model.targets.flatMap((target) => target.actions))].slice(0, 3);
      const types = [...new Set(model.targets.map(({ type }) => `\`${type}\``))].slice(0, 3);
      report(file, { span: headOf(node, file.source) }, { id: model.id, actions, types });
    }
  },
});
