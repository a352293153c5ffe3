import { createScopeCover } from "../../analysis/scope-cover.ts";
import { withoutItem } from "../../analysis/removals.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const redundantScopeInclude: LintRule<{
  readonly scope: string;
  readonly included: string;
  readonly via: string;
}> = defineLintRule({
  code: "lint/redundant-scope-include",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A scope includes what it implies through another one already",
  why: "It changes nothing, and when the other `includes` goes, this one keeps what was meant to go with it.",
  message: ({ scope, included, via }) => `\`${scope}\` implies \`${included}\` through \`${via}\` already`,
  help: ({ included }) => `remove \`"${included}"\` from \`includes\``,
  bad: `subject User
resource Invoice {
  role editor
  action read, update, delete
  allow editor to read, update, delete
}
scope "read" covers read on Invoice
scope "write" includes "read" covers update on Invoice
scope "all" includes "read", "write" covers delete on Invoice
`,
  good: `subject User
resource Invoice {
  role editor
  action read, update, delete
  allow editor to read, update, delete
}
scope "read" covers read on Invoice
scope "write" includes "read" covers update on Invoice
scope "all" includes "write" covers delete on Invoice
`,
  check({ index, policy, report }) {
    const cover = createScopeCover(policy.scopes);
    const byName = new Map(policy.scopes.map((scope) => [scope.name, scope]));
    for (const { node, file } of index.scopes) {
      const { includes, name } = node;
      for (const [place, included] of includes.entries()) {
        const via = includes.find((one) => {
          const scope = one === included ? undefined : byName.get(one.value);
          return scope !== undefined && cover.impliedBy(scope).has(included.value);
        });
        if (via === undefined) continue;
        const parameters = { scope: name?.value ?? "none", included: included.value, via: via.value };
        const fix = withoutItem(file, includes, place, { title: "remove it", safe: true });
        report(file, included, parameters, { fix });
      }
    }
  },
});
