import type { ExpressionNode, GuardNode, SyntaxFile } from "../../../syntax/tree.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule, type Spanned } from "../../rule.ts";

type NotNode = Extract<ExpressionNode, { readonly kind: "not" }>;

/** In three values, too, what is negated twice is what it was. */
export const doubleNegation: LintRule<{ readonly text: string }> = defineLintRule({
  code: "lint/double-negation",
  group: "style",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A condition is negated twice",
  why: "`not not x` is `x`, `unless not x` is `when x`, and `not a != b` is `a == b`, unknown values included. A reader has to work that out, and gets it wrong.",
  message: ({ text }) => `\`${text}\` negates twice`,
  help: () => "say it without negation",
  bad: `subject User
resource Document {
  public: boolean
  action read
  allow User to read unless not resource.public
}
`,
  good: `subject User
resource Document {
  public: boolean
  action read
  allow User to read when resource.public
}
`,
  check({ index, report }) {
    for (const { node: guard, file } of index.guards) {
      const { condition } = guard;
      if (guard.mode === "unless" && condition.kind === "not") {
        const text = `when ${textOf(file, condition.operand)}`;
        report(file, guard, { text: "unless not" }, { fix: rewrite(file, guard, text) });
        continue;
      }
      for (const node of outermost(guard)) {
        const { operand } = node;
        const said = operand.kind === "not" ? textOf(file, operand.operand) : equality(file, operand);
        if (said === undefined) continue;
        const text = operand.kind === "not" ? "not not" : "not … !=";
        report(file, node, { text }, { fix: rewrite(file, node, inParentheses(file, node, said)) });
      }
    }
  },
});

function outermost({ condition }: GuardNode): readonly NotNode[] {
  return partsOfNode(condition).filter((part) => part.kind === "not");
}

function equality(file: SyntaxFile, node: ExpressionNode): string | undefined {
  if (node.kind !== "compare" || node.operator !== "!=") return undefined;
  return `${textOf(file, node.left)} == ${textOf(file, node.right)}`;
}

/** The span of what stood in parentheses holds them. */
function inParentheses(file: SyntaxFile, node: NotNode, text: string): string {
  return textOf(file, node).startsWith("(") ? `(${text})` : text;
}

function rewrite(file: SyntaxFile, node: Spanned, text: string): Fix | undefined {
  if (hasComment(file, node)) return undefined;
  return { title: "take the negations away", safe: true, edits: [replace(file, node, text)] };
}
