import type { ExpressionNode } from "../../../syntax/tree.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const namedPerson: LintRule<{ readonly who: string }> = defineLintRule({
  code: "lint/named-person",
  group: "security",
  severity: "warning",
  set: "recommended",
  summary: "A rule speaks of one person by name",
  why: "People come and go faster than policies change: the right stays when the person has left, nobody who looks at assignments sees it, and an id that is given to somebody else takes the right along.",
  message: ({ who }) => `${who} is written into the policy`,
  help: () => "make a role for what they do there, and assign it to them",
  bad: `subject User
resource Payroll {
  action read
  allow User to read when subject.id == "ana"
}
`,
  good: `subject User
role payroll_clerk
resource Payroll {
  action read
  allow payroll_clerk to read
}
`,
  check({ index, report }) {
    const subjects = new Set(index.types.filter(({ model }) => model.subject).map(({ name }) => name.text));
    for (const { node: guard, file, of } of index.guards) {
      if (of.node.kind === "claim") continue;
      for (const part of partsOfNode(guard.condition)) {
        if (part.kind !== "compare") continue;
        const who = isCaller(part.left) ? personIn(part.right) : isCaller(part.right) ? personIn(part.left) : undefined;
        if (who !== undefined) report(file, part, { who });
      }
    }

    function personIn(node: ExpressionNode): string | undefined {
      if (node.kind === "string") return `\`${node.value}\``;
      if (node.kind === "entity") return subjects.has(node.type.text) ? `\`${node.id.value}\`` : undefined;
      return node.kind === "list" ? node.items.map(personIn).find((name) => name !== undefined) : undefined;
    }
  },
});

const callers: ReadonlySet<string> = new Set(["subject", "subject.id", "token.sub", "token.email"]);

function isCaller(node: ExpressionNode): boolean {
  return node.kind === "path" && callers.has(node.names.map(({ text }) => text).join("."));
}
