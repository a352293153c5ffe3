import { constraintOf } from "../../analysis/constraints.ts";
import { allParts, rewriting, shortText, type GuardPart } from "../../analysis/guard-parts.ts";
import { textOf } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Unknown stays unknown. Only where the path leads to one value. */
export const booleanComparison: LintRule<{ readonly path: string; readonly text: string }> = defineLintRule({
  code: "lint/boolean-comparison",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A condition is compared with `true` or `false`",
  why: "A boolean is a condition by itself. Compared with `false`, or with `!=`, it has to be read twice to see what is asked.",
  message: ({ path }) => `\`${path}\` is a condition by itself`,
  help: ({ text }) => `write \`${text}\``,
  bad: `subject User
resource Document {
  public: boolean
  action read
  allow User to read when resource.public == true
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
    for (const guard of index.guards) {
      const { file } = guard;
      const environment = index.environments.ofGuard(guard);
      for (const part of allParts(guard)) {
        const compared = comparedIn(part);
        if (compared === undefined || constraintOf(part.expression, environment) === undefined) continue;
        const { path, isNegated } = compared;
        const text = `${isNegated ? "not " : ""}${textOf(file, path)}`;
        const fix = rewriting(file, part.node, text, { title: "leave the comparison away", safe: true });
        report(file, part.node, { path: shortText(file, path), text }, { fix });
      }
    }
  },
});

function comparedIn({
  node,
}: GuardPart): { readonly path: GuardPart["node"]; readonly isNegated: boolean } | undefined {
  if (node.kind !== "compare" || (node.operator !== "==" && node.operator !== "!=")) return undefined;
  const { left, right } = node;
  const [path, literal] = left.kind === "boolean" ? [right, left] : [left, right];
  if (literal.kind !== "boolean" || path.kind !== "path") return undefined;
  return { path, isNegated: (node.operator === "==") !== literal.value };
}
