import { canonicalJson } from "../../../identity/canonical.ts";
import { isPlainValue } from "../../analysis/constraints.ts";
import { allParts, partsOf, rewriting, shortText, type GuardPart } from "../../analysis/guard-parts.ts";
import { textOf } from "../../edits.ts";
import type { SyntaxFile } from "../../../syntax/tree.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/**
 * `x == a or x == b` and `x in [a, b]` are the same with unknown values and several of them, too, and so are `x != a and x != b`
 * and `not x in [a, b]`. Not so for people and networks, which contain one another.
 */
export const equalsChain: LintRule<{ readonly path: string; readonly operator: "==" | "!=" }> = defineLintRule({
  code: "lint/equals-chain",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "One value is compared with several, one by one",
  why: "A list says at a glance which values are meant, and cannot get one comparison wrong: the path is written once.",
  message: ({ path, operator }) =>
    `\`${path}\` is compared with several values, one by one${operator === "!=" ? ", to be none of them" : ""}`,
  help: ({ path, operator }) => `write \`${operator === "!=" ? "not " : ""}${path} in […]\``,
  bad: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
  action read
  allow User to read when resource.status == "draft" or resource.status == "sent"
}
`,
  good: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
  action read
  allow User to read when resource.status in ["draft", "sent"]
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      const { file } = guard;
      for (const part of allParts(guard)) {
        const chain = chainOf(part, file);
        if (chain === undefined) continue;
        const { path, operator, values } = chain;
        const text = `${operator === "!=" ? "not " : ""}${path} in [${values.join(", ")}]`;
        const fix = rewriting(file, part.node, text, { title: "write a list", safe: true });
        report(file, part.node, { path: shortText(file, chain.node), operator }, { fix });
      }
    }
  },
});

interface Chain {
  readonly path: string;
  readonly node: GuardPart["node"];
  readonly operator: "==" | "!=";
  /** As written. */
  readonly values: readonly string[];
}

/** All items compare the same path with a literal. */
function chainOf(part: GuardPart, file: SyntaxFile): Chain | undefined {
  const { kind } = part.node;
  if (kind !== "or" && kind !== "and") return undefined;
  const operator = kind === "or" ? "==" : "!=";
  const compared = partsOf(part).map((item) => comparedWith(item, operator));
  const [first] = compared;
  if (first === undefined || compared.some((one) => one?.key !== first.key)) return undefined;
  const values = compared.flatMap((one) => (one === undefined ? [] : [textOf(file, one.value)]));
  return { path: textOf(file, first.node), node: first.node, operator, values: [...new Set(values)] };
}

interface Compared {
  readonly node: GuardPart["node"];
  readonly key: string;
  readonly value: GuardPart["node"];
}

function comparedWith({ node, expression }: GuardPart, operator: "==" | "!="): Compared | undefined {
  if (node.kind !== "compare" || expression.kind !== "compare" || expression.operator !== operator) return undefined;
  const { left, right } = expression;
  if (left.kind === "path" && isPlainValue(right)) {
    return { node: node.left, key: canonicalJson(left), value: node.right };
  }
  const isTurned = right.kind === "path" && isPlainValue(left);
  return isTurned ? { node: node.right, key: canonicalJson(right), value: node.left } : undefined;
}
