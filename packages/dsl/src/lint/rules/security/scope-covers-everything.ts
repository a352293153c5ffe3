import { documentedOption } from "../../index/wildcards.ts";
import { listed } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const scopeCoversEverything: LintRule<
  { readonly scope: string; readonly types: readonly string[] },
  { readonly documented: boolean }
> = defineLintRule({
  code: "lint/scope-covers-everything",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: { documented: documentedOption },
  summary: "A scope covers every action on every resource",
  why: "A token with such a scope is as good as the person's own session: who steals it, or the app that asked for it because it was convenient, may do whatever the person may do, also what is declared later.",
  message: ({ scope, types }) => `${scope} covers every action on ${listed(types)}`,
  help: () =>
    "list what the scope is for, or say in a doc comment why it has to cover everything, also what is to come",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
scope "api" covers * on *
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
scope "api" covers read on Invoice
`,
  check({ index, options, report }) {
    for (const { model, node, file } of index.scopes) {
      if (options.documented && node.doc !== undefined) continue;
      const scope = model.name === undefined ? "`scope none`" : `the scope \`${model.name}\``;
      const types = [...new Set(model.covers.map(({ type }) => type))];
      for (const grant of node.covers) {
        if (grant.actions.kind === "all" && grant.targets.kind === "all") report(file, grant, { scope, types });
      }
    }
  },
});
