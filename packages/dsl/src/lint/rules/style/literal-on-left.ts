import type { ExpressionNode } from "../../../syntax/tree.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { mirrored } from "../../index/operators.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const literalOnLeft: LintRule<{ readonly text: string }> = defineLintRule({
  code: "lint/literal-on-left",
  group: "style",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A comparison begins with the constant",
  why: "One asks whether the amount is at most 1000, not whether 1000 is at least the amount. Turned round, `<` is read as `>` sooner or later.",
  message: ({ text }) => `\`${text}\` is the constant, and comes first`,
  help: () => "begin with what is asked about",
  bad: `subject User
resource Invoice {
  amount: number
  role payer
  action pay
  allow payer to pay when 1000 >= resource.amount
}
`,
  good: `subject User
resource Invoice {
  amount: number
  role payer
  action pay
  allow payer to pay when resource.amount <= 1000
}
`,
  check({ index, report }) {
    for (const { node: guard, file } of index.guards) {
      for (const node of partsOfNode(guard.condition)) {
        if (node.kind !== "compare" || !isConstant(node.left) || isConstant(node.right)) continue;
        const operator = mirrored(node.operator);
        if (operator === undefined) continue;
        const between = { span: { start: node.left.span.start, end: node.right.span.end } };
        const text = `${textOf(file, node.right)} ${operator} ${textOf(file, node.left)}`;
        const edits = [replace(file, between, text)];
        const fix = hasComment(file, between) ? undefined : { title: "turn it round", safe: true, edits };
        report(file, node.left, { text: textOf(file, node.left) }, { fix });
      }
    }
  },
});

function isConstant({ kind }: ExpressionNode): boolean {
  switch (kind) {
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
    case "entity":
      return true;
    case "path":
    case "list":
    case "sum":
    case "compare":
    case "like":
    case "has":
    case "is":
    case "and":
    case "or":
    case "not":
      return false;
  }
}
