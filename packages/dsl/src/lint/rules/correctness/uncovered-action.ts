import { actionKey, isEverAllowed } from "../../analysis/allowed.ts";
import { createScopeCover } from "../../analysis/scope-cover.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const uncoveredAction: LintRule<
  { readonly action: string; readonly type: string; readonly others: number },
  { readonly most: number }
> = defineLintRule({
  code: "lint/uncovered-action",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  options: {
    most: {
      summary: "actions of a resource that no scope covers before that is taken to be meant",
      default: 1,
      minimum: 1,
    },
  },
  summary: "No scope covers an action, while its siblings are covered",
  why: "A request that carries a token with scopes is refused there, whatever the token holds. When an action is added it is easily forgotten to add it to a scope.",
  message: ({ action, type, others }) =>
    `no scope covers \`${action}\` on \`${type}\`, while ${others === 1 ? "its other action is" : `${others} others are`} covered`,
  help: () => "add it to the scope that it belongs to",
  bad: `subject User
resource Invoice {
  role viewer
  action read, send
  allow viewer to read, send
}
scope "invoices:read" covers read on Invoice
`,
  good: `subject User
resource Invoice {
  role viewer
  action read, send
  allow viewer to read, send
}
scope "invoices:read" covers read on Invoice
scope "invoices:write" covers send on Invoice
`,
  check({ index, policy, options, report }) {
    const { everything } = createScopeCover(policy.scopes);
    for (const [type, actions] of Map.groupBy(index.actions, (action) => action.type)) {
      const uncovered = actions.filter(({ model }) => !everything.has(actionKey(type, model.name)));
      const forgotten = uncovered.filter(({ model }) => isEverAllowed(type, model.name, index));
      const others = actions.length - uncovered.length;
      if (others === 0 || forgotten.length > options.most) continue;
      for (const { model, node, file } of forgotten) report(file, node.name, { action: model.name, type, others });
    }
  },
});
