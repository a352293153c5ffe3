import type { Policy } from "@authz/model";
import { withoutItem } from "../../analysis/removals.ts";
import type { Fix } from "../../finding.ts";
import type { RoleEntry } from "../../index/entries.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const redundantInclude: LintRule<{ readonly role: string; readonly junior: string; readonly via: string }> =
  defineLintRule({
    code: "lint/redundant-include",
    group: "correctness",
    severity: "warning",
    set: "recommended",
    fix: "safe",
    summary: "A role includes what it has through another one already",
    why: "It changes nothing, and the hierarchy looks more tangled than it is. When the other `includes` goes, this one keeps what was meant to go with it.",
    message: ({ role, junior, via }) => `\`${role}\` has \`${junior}\` through \`${via}\` already`,
    help: ({ junior }) => `remove \`${junior}\` from \`includes\``,
    bad: `subject User
resource Invoice {
  role viewer
  role editor includes viewer
  role owner includes viewer, editor
  action read
  allow viewer to read
}
`,
    good: `subject User
resource Invoice {
  role viewer
  role editor includes viewer
  role owner includes editor
  action read
  allow viewer to read
}
`,
    check({ index, policy, report }) {
      for (const role of index.roles) {
        if (role.node.names[0]?.name !== role.name) continue;
        const { includes } = role.node;
        for (const [place, junior] of includes.entries()) {
          const via = includes.find((one) => one !== junior && hasJunior(role, one.text, junior.text, index));
          if (via === undefined) continue;
          const parameters = { role: role.model.name, junior: junior.text, via: via.text };
          report(role.file, junior, parameters, { fix: removal(role, place, policy) });
        }
      }
    },
  });

function hasJunior({ model }: RoleEntry, via: string, junior: string, index: PolicyIndex): boolean {
  const between = index.role(model.on, via);
  return between !== undefined && index.juniorsOf(between).has(junior);
}

/** What a role includes by itself stays when an exclusive set takes the role between away. */
function removal({ file, node }: RoleEntry, place: number, { exclusives }: Policy): Fix | undefined {
  return withoutItem(file, node.includes, place, { title: "remove it", safe: exclusives.length === 0 });
}
