import type { ComparisonOperator } from "@authz/model";
import { hasComment, replace, textOf } from "../../edits.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const simpler: ReadonlyMap<ComparisonOperator, string> = new Map([
  ["in", "=="],
  ["containsAny", "contains"],
  ["containsAll", "contains"],
]);

/** Only of texts and numbers: `subject in [User "ana"]` looks through groups, and an address is in a network. */
export const singleItemList: LintRule<{ readonly said: string }> = defineLintRule({
  code: "lint/single-item-list",
  group: "style",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A list to choose from has one item",
  why: "A list says that there are several. With one item it makes the reader look for the others, and wonder whether they have been forgotten.",
  message: () => "this list has one item only",
  help: ({ said }) => `say \`${said}\``,
  bad: `subject User
resource Invoice {
  status: "draft" | "sent"
  role editor
  action update
  allow editor to update when resource.status in ["draft"]
}
`,
  good: `subject User
resource Invoice {
  status: "draft" | "sent"
  role editor
  action update
  allow editor to update when resource.status == "draft"
}
`,
  check({ index, report }) {
    for (const { node: guard, file } of index.guards) {
      for (const node of partsOfNode(guard.condition)) {
        if (node.kind !== "compare" || node.right.kind !== "list") continue;
        const operator = simpler.get(node.operator);
        const [item, ...more] = node.right.items;
        if (operator === undefined || item === undefined || more.length > 0) continue;
        if (item.kind !== "string" && item.kind !== "number") continue;
        const said = `${operator} ${textOf(file, item)}`;
        const rest = { span: { start: node.operatorSpan.start, end: node.right.span.end } };
        const edits = [replace(file, rest, said)];
        const fix = hasComment(file, rest) ? undefined : { title: `say \`${said}\``, safe: true, edits };
        report(file, node.right, { said }, { fix });
      }
    }
  },
});
