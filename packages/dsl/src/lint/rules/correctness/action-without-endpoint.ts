import { actionKey } from "../../analysis/allowed.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const actionWithoutEndpoint: LintRule<
  { readonly action: string; readonly type: string },
  { readonly most: number }
> = defineLintRule({
  code: "lint/action-without-endpoint",
  group: "correctness",
  severity: "info",
  set: "strict",
  options: {
    most: {
      summary: "actions of a resource without an endpoint before that is taken to be meant",
      default: 1,
      minimum: 1,
    },
  },
  summary: "No endpoint stands for an action, while its siblings have one",
  why: "A gateway that asks by the endpoints never asks for it. Either its endpoint has been forgotten, or a request that does this is taken for another action.",
  message: ({ action, type }) => `no endpoint stands for \`${action}\` on \`${type}\`, while its siblings have one`,
  help: () => "map its requests to it with `endpoint`",
  bad: `subject User
resource Invoice {
  role viewer
  action read, send
  allow viewer to read, send
}
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
`,
  good: `subject User
resource Invoice {
  role viewer
  action read, send
  allow viewer to read, send
}
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
endpoint "POST /invoices/{id}/send" is send on Invoice "{id}"
`,
  check({ index, options, report }) {
    const targets = index.endpoints.flatMap(({ model: { target } }) => (target === "public" ? [] : [target]));
    const routed = new Set(targets.map(({ type, action }) => actionKey(type, action)));
    for (const [type, actions] of Map.groupBy(index.actions, (action) => action.type)) {
      const missing = actions.filter(({ model }) => !routed.has(actionKey(type, model.name)));
      if (missing.length === actions.length || missing.length > options.most) continue;
      for (const { model, node, file } of missing) report(file, node.name, { action: model.name, type });
    }
  },
});
