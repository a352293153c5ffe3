import { headOf } from "../../../check/heads.ts";
import { isEverAllowed } from "../../analysis/allowed.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Where an endpoint leads to the action, that is what is reported: `lint/endpoint-nobody-allowed`. */
export const actionNobodyCanDo: LintRule<{ readonly action: string; readonly type: string }> = defineLintRule({
  code: "lint/action-nobody-can-do",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "No rule allows an action",
  why: "Everybody who asks is refused, for ever. Most often the rule is missing, or the action has gone and its declaration stayed.",
  message: ({ action, type }) => `no rule allows anybody to \`${action}\` on \`${type}\``,
  help: () => "write the rule that allows it, or remove the action",
  bad: `subject User
resource Invoice {
  role viewer
  action read, archive
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  role viewer, owner
  action read, archive
  allow viewer to read
  allow owner to archive
}
`,
  check({ index, report }) {
    const routed = new Set(
      index.endpoints.flatMap(({ model: { target } }) =>
        target === "public" ? [] : [JSON.stringify([target.type, target.action])],
      ),
    );
    for (const { model, node, type, file } of index.actions) {
      if (isEverAllowed(type, model.name, index) || routed.has(JSON.stringify([type, model.name]))) continue;
      const related = index.requirementsFor(type, model.name).map((one) => ({
        file: one.file,
        node: { span: headOf(one.node, one.file.source) },
        message: "so nothing is ever required here for it",
      }));
      report(file, node.name, { action: model.name, type }, { related });
    }
  },
});
