import { isEverAllowed } from "../../analysis/allowed.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const endpointNobodyAllowed: LintRule<{
  readonly route: string;
  readonly action: string;
  readonly type: string;
}> = defineLintRule({
  code: "lint/endpoint-nobody-allowed",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "An endpoint stands for an action that no rule allows",
  why: "Every request there is refused, whoever asks. It is noticed when the endpoint goes live.",
  message: ({ route, action, type }) =>
    `every request to \`${route}\` is refused: no rule allows anybody to \`${action}\` on \`${type}\``,
  help: () => "write the rule that allows it, or remove the endpoint and the action",
  bad: `subject User
resource Invoice {
  role viewer
  action read, archive
  allow viewer to read
}
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
endpoint "POST /invoices/{id}/archive" is archive on Invoice "{id}"
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
`,
  check({ index, report }) {
    for (const { model, node, file } of index.endpoints) {
      const { target } = model;
      if (target === "public" || isEverAllowed(target.type, target.action, index)) continue;
      report(file, node.route, { route: node.route.value, action: target.action, type: target.type });
    }
  },
});
