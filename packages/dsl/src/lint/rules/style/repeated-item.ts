import type { ComparisonOperator } from "@authz/model";
import type { ExpressionNode } from "../../../syntax/tree.ts";
import { hasComment, removeItem } from "../../edits.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Operators for which it makes no difference how often an item is in a list. */
const asSets: ReadonlySet<ComparisonOperator> = new Set(["in", "containsAny", "containsAll"]);

export const repeatedItem: LintRule<{ readonly item: string }> = defineLintRule({
  code: "lint/repeated-item",
  group: "style",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A list has an item twice",
  why: "It changes nothing, so that something else was probably meant: a value that looks like it, or the next one in the row.",
  message: ({ item }) => `\`${item}\` is in this list already`,
  help: () => "write what was meant, or remove it",
  bad: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
  role editor
  action update
  allow editor to update when resource.status in ["draft", "sent", "draft"]
}
`,
  good: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
  role editor
  action update
  allow editor to update when resource.status in ["draft", "sent"]
}
`,
  check({ index, report }) {
    for (const { node: guard, file } of index.guards) {
      for (const node of partsOfNode(guard.condition)) {
        if (node.kind !== "compare" || node.right.kind !== "list" || !asSets.has(node.operator)) continue;
        const { items } = node.right;
        const seen = new Set<string>();
        for (const [at, item] of items.entries()) {
          const text = constantText(item);
          if (text !== undefined && seen.has(text)) {
            const edits = [removeItem(file, items, at)];
            const fix = hasComment(file, node.right) ? undefined : { title: "remove it", safe: true, edits };
            report(file, item, { item: text }, { fix });
          }
          if (text !== undefined) seen.add(text);
        }
      }
    }
  },
});

function constantText(node: ExpressionNode): string | undefined {
  if (node.kind === "string") return JSON.stringify(node.value);
  if (node.kind === "number") return String(node.value);
  return node.kind === "entity" ? `${node.type.text} ${JSON.stringify(node.id.value)}` : undefined;
}
