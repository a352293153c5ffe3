import { headOf } from "../../../check/heads.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unlabelledRule: LintRule<{ readonly effect: string; readonly id: string }> = defineLintRule({
  code: "lint/unlabelled-rule",
  group: "style",
  severity: "info",
  set: "strict",
  summary: "A rule with conditions has no name",
  why: "Decisions and logs name the rule that determined them, and tests ask for it. Without a label it is called by a hash, which changes whenever the condition does.",
  message: ({ effect, id }) => `this ${effect} is called \`${id}\` in decisions, until it changes`,
  help: () => "give it a label that says what it is for: `edit_draft: allow …`",
  bad: `subject User
resource Invoice {
  draft: boolean
  role editor
  action update
  allow editor to update when resource.draft
}
`,
  good: `subject User
resource Invoice {
  draft: boolean
  role editor
  action update
  edit_draft: allow editor to update when resource.draft
}
`,
  check({ index, report }) {
    for (const { model, node, file } of index.rules) {
      if (node.label !== undefined || model.guards.length === 0) continue;
      report(file, { span: headOf(node, file.source) }, { effect: model.effect, id: model.id });
    }
  },
});
