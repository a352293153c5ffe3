import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const wholeNetwork: LintRule<{ readonly network: string }> = defineLintRule({
  code: "lint/whole-network",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "A network holds every address",
  why: "`/0` is the whole internet: the condition asks nothing but that there is an address, and looks like a restriction.",
  message: ({ network }) => `\`${network}\` holds every address of its kind`,
  help: () => "name the networks that are meant, or remove the condition",
  bad: `subject User
context { ip?: ip }
resource Report {
  role viewer
  action read
  allow viewer to read when context has ip and context.ip in ip "0.0.0.0/0"
}
`,
  good: `subject User
context { ip?: ip }
resource Report {
  role viewer
  action read
  allow viewer to read when context has ip and context.ip in ip "10.0.0.0/8"
}
`,
  check({ index, report }) {
    for (const { node: guard, file } of index.guards) {
      for (const node of partsOfNode(guard.condition)) {
        if (node.kind === "ip" && /\/0+$/.test(node.text)) report(file, node, { network: node.text });
      }
    }
  },
});
