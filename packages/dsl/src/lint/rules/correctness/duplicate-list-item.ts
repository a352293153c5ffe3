import { scalarOf } from "../../analysis/scalars.ts";
import { allParts, type GuardPart } from "../../analysis/guard-parts.ts";
import { withoutItem } from "../../analysis/removals.ts";
import { textOf } from "../../edits.ts";
import type { ExpressionNode } from "../../../syntax/tree.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const duplicateListItem: LintRule<{ readonly text: string }> = defineLintRule({
  code: "lint/duplicate-list-item",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A list holds a value twice",
  why: "A list is a set, so that the second one changes nothing. Most often another value was meant.",
  message: ({ text }) => `\`${text}\` is in the list already`,
  help: () => "remove one of the two, or write the value that was meant",
  bad: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
  action read
  allow User to read when resource.status in ["draft", "sent", "draft"]
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
      for (const { nodes, keys } of allParts(guard).flatMap(listsIn)) {
        const seen = new Set<string>();
        for (const [place, node] of nodes.entries()) {
          const key = keys[place];
          if (key === undefined) continue;
          const fix = withoutItem(file, nodes, place, { title: "remove it", safe: true });
          if (seen.has(key)) report(file, node, { text: textOf(file, node) }, { fix });
          seen.add(key);
        }
      }
    }
  },
});

interface List {
  readonly nodes: readonly ExpressionNode[];
  /** Of values that are constant. */
  readonly keys: readonly (string | undefined)[];
}

/** On either side of a comparison. */
function listsIn({ node, expression }: GuardPart): readonly List[] {
  if (node.kind !== "compare" || expression.kind !== "compare") return [];
  const sides = [
    [node.left, expression.left],
    [node.right, expression.right],
  ] as const;
  return sides.flatMap(([written, list]) => {
    if (written.kind !== "list" || list.kind !== "list") return [];
    return [{ nodes: written.items, keys: list.items.map((item) => scalarOf(item)?.key) }];
  });
}
