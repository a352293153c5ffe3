import { textOf } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unreachableRule: LintRule<{ readonly who: string; readonly keyword: string }> = defineLintRule({
  code: "lint/unreachable-rule",
  group: "correctness",
  severity: "error",
  set: "recommended",
  summary: "Nobody can be who a rule speaks of",
  why: "A subject has one type, and whoever is taken away is not there any more: such a rule never applies. A `deny` of this kind looks like a safeguard and is none.",
  message: ({ who, keyword }) => `nobody can be \`${who}\`, so that this \`${keyword}\` never applies`,
  help: () => "write who was meant (`or` for `and`?), or remove the rule",
  bad: `subject User
subject Service
resource Invoice {
  action read
  allow User or Service to read
  deny User and Service to read
}
`,
  good: `subject User
subject Service
resource Invoice {
  role viewer
  action read
  allow User or Service to read
  deny User and viewer to read
}
`,
  check({ index, report }) {
    for (const { model, node, file } of [...index.rules, ...index.claims]) {
      if (!index.coverage.isEmpty(model.who)) continue;
      const keyword = node.kind === "rule" ? node.effect : node.mode;
      report(file, node.who, { who: textOf(file, node.who), keyword });
    }
  },
});
