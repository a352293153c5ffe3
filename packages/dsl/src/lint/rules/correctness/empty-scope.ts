import type { Scope } from "@authz/model";
import { createScopeCover } from "../../analysis/scope-cover.ts";
import { hasComment, removeDeclaration } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { Entry } from "../../index/entries.ts";
import type { ScopeNode } from "../../../syntax/tree.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const emptyScope: LintRule<{ readonly scope: string }> = defineLintRule({
  code: "lint/empty-scope",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "A scope covers nothing",
  why: "Whoever consents to it gives the client nothing, and a client that asks for it is refused everywhere. Most often its `covers` is missing.",
  message: ({ scope }) => `${scope} covers nothing`,
  help: () => "say what it covers, or remove it",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
scope "invoices:read" covers read on Invoice
scope "invoices:audit"
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
scope "invoices:read" covers read on Invoice
`,
  check({ index, policy, report }) {
    const cover = createScopeCover(policy.scopes);
    const required = new Set(policy.requirements.flatMap(({ scopes }) => scopes));
    for (const scope of index.scopes) {
      const { model, node, file } = scope;
      if (cover.coversAnything(model) || (model.name !== undefined && required.has(model.name))) continue;
      const name = model.name === undefined ? "`scope none`" : `the scope \`${model.name}\``;
      report(file, node.name ?? node, { scope: name }, { fix: removal(scope) });
    }
  },
});

/** Not safe: a policy without any scope ignores what tokens say of theirs. */
function removal({ file, node }: Entry<Scope, ScopeNode>): Fix | undefined {
  if (hasComment(file, node)) return undefined;
  return { title: "remove the scope", safe: false, edits: [removeDeclaration(file, node)] };
}
