import type { ExpressionNode } from "../../../syntax/tree.ts";
import { allParts, rewriting, type GuardPart } from "../../analysis/guard-parts.ts";
import type { Environment } from "../../analysis/environment.ts";
import { isSingle } from "../../analysis/paths.ts";
import { textOf } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** `a != b` is `not (a == b)` always; the others are opposite only where each side is one value. */
export const negatedComparison: LintRule<{ readonly operator: string; readonly opposite: string }> = defineLintRule({
  code: "lint/negated-comparison",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A comparison is negated that has an opposite",
  why: "`not` in front of a comparison is easily overlooked, and a reader has to turn the operator around to see what is asked.",
  message: ({ operator }) => `\`not\` stands before a comparison with \`${operator}\``,
  help: ({ opposite }) => `compare with \`${opposite}\``,
  bad: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when not (resource.amount > 1000)
}
`,
  good: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount <= 1000
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      const { file } = guard;
      const environment = index.environments.ofGuard(guard);
      for (const part of allParts(guard)) {
        const compare = negatedIn(part, environment);
        if (compare === undefined) continue;
        const { operator } = compare;
        const opposite = opposites.get(operator) ?? "";
        const text = `${textOf(file, compare.left)} ${opposite} ${textOf(file, compare.right)}`;
        const fix = rewriting(file, part.node, text, { title: `compare with \`${opposite}\``, safe: true });
        report(file, part.node, { operator, opposite }, { fix });
      }
    }
  },
});

const opposites: ReadonlyMap<string, string> = new Map([
  ["==", "!="],
  ["<", ">="],
  ["<=", ">"],
  [">", "<="],
  [">=", "<"],
]);

function negatedIn(
  { node, expression }: GuardPart,
  environment: Environment,
): Extract<ExpressionNode, { readonly kind: "compare" }> | undefined {
  if (node.kind !== "not" || node.operand.kind !== "compare" || expression.kind !== "not") return undefined;
  const { operator } = node.operand;
  if (!opposites.has(operator)) return undefined;
  return operator === "==" || isSingle(expression.operand, environment) ? node.operand : undefined;
}
