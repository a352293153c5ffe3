import type { Expression } from "@authz/model";
import { headOf } from "../../../check/heads.ts";
import { partsOfExpression } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const longCondition: LintRule<
  { readonly id: string; readonly count: number; readonly most: number },
  { readonly most: number }
> = defineLintRule({
  code: "lint/long-condition",
  group: "style",
  severity: "info",
  set: "strict",
  options: { most: { summary: "how many comparisons a statement may make", default: 8, minimum: 1 } },
  summary: "A statement makes many comparisons",
  why: "Nobody can say of a long condition when it holds, so that nobody can review it. Several rules with a label each, or a role that is derived by `if`, give the parts names.",
  message: ({ id, count, most }) => `\`${id}\` makes ${count} comparisons; ${most} are enough for one statement`,
  help: () => "make several rules of it, or give a part of it a name: `role … if … when …`",
  bad: `subject User
resource Invoice {
  a: number
  b: number
  role payer
  action pay
  small: allow payer to pay
    when resource.a > 1 and resource.a < 9 and resource.a != 4 and resource.a != 5 and resource.a != 6
    when resource.b > 1 and resource.b < 9 and resource.b != 4 and resource.b != 5
}
`,
  good: `subject User
resource Invoice {
  a: number
  b: number
  role payer
  action pay
  small: allow payer to pay when resource.a > 1 and resource.a < 9 and resource.b > 1 and resource.b < 9
}
`,
  check({ index, options, report }) {
    for (const { model, node, file } of [...index.rules, ...index.requirements]) {
      const count = model.guards.flatMap(partsOfExpression).filter(isComparison).length;
      if (count <= options.most) continue;
      report(file, { span: headOf(node, file.source) }, { id: model.id, count, most: options.most });
    }
  },
});

function isComparison({ kind }: Expression): boolean {
  return kind === "compare" || kind === "like" || kind === "has" || kind === "is";
}
