import { mentionsIn } from "../../analysis/mentions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/**
 * No fix: facts may give the attribute, and would not be loaded any more. Declaring one as `sensitive` keeps it out of logs, which is
 * reason enough.
 */
export const unusedAttribute: LintRule<{ readonly name: string; readonly owner: string }> = defineLintRule({
  code: "lint/unused-attribute",
  group: "correctness",
  severity: "info",
  set: "strict",
  summary: "No rule looks at an attribute",
  why: "Somebody keeps it up to date for decisions that do not depend on it; and a restriction that it was declared for is missing.",
  message: ({ name, owner }) => `nothing looks at \`${name}\` of \`${owner}\``,
  help: () => "write the rule that it is for, or remove it here and in the facts",
  bad: `subject User
resource Invoice {
  amount: number
  role viewer
  action read
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  amount: number
  role viewer
  action read
  allow viewer to read when resource.amount <= 1000
}
`,
  check({ index, policy, report }) {
    const { attributes } = mentionsIn(policy);
    for (const { model, node, owner, file } of index.attributes) {
      if (typeof owner === "string" || model.sensitive || attributes.has(model.name)) continue;
      report(file, node.name, { name: model.name, owner: owner.type });
    }
  },
});
