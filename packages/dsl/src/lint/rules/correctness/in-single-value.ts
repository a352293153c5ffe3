import { isPlainValue } from "../../analysis/constraints.ts";
import { allParts, rewriting, shortText } from "../../analysis/guard-parts.ts";
import { textOf } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Only for plain values: people and networks contain one another, so that `in` is more than `==` there. */
export const inSingleValue: LintRule<{ readonly text: string }> = defineLintRule({
  code: "lint/in-single-value",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A list of one value is asked",
  why: "A list makes readers look for the others: most often one was removed, or one is missing.",
  message: ({ text }) => `\`${text}\` asks a list of one value`,
  help: () => "compare with `==`, or list the values that are missing",
  bad: `subject User
resource Invoice {
  status: "draft" | "sent"
  action read
  allow User to read when resource.status in ["sent"]
}
`,
  good: `subject User
resource Invoice {
  status: "draft" | "sent"
  action read
  allow User to read when resource.status == "sent"
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      const { file } = guard;
      for (const { node, expression } of allParts(guard)) {
        if (node.kind !== "compare" || node.operator !== "in" || node.right.kind !== "list") continue;
        if (expression.kind !== "compare" || expression.right.kind !== "list") continue;
        const [value, other] = node.right.items;
        const [item] = expression.right.items;
        if (value === undefined || other !== undefined || item === undefined || !isPlainValue(item)) continue;
        const text = `${textOf(file, node.left)} == ${textOf(file, value)}`;
        const fix = rewriting(file, node, text, { title: "compare with `==`", safe: true });
        report(file, node, { text: shortText(file, node) }, { fix });
      }
    }
  },
});
