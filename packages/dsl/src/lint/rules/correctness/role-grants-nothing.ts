import type { Role } from "@authz/model";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { effectiveRoles } from "../../analysis/effective-roles.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Roles that nothing at all speaks of are `lint/unused-role`. */
export const roleGrantsNothing: LintRule<{ readonly role: string; readonly on: string | undefined }> = defineLintRule({
  code: "lint/role-grants-nothing",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "A role changes no decision, although something names it",
  why: "Only other roles of this kind, `exclusive`, or claims speak of it. Whoever is given it believes that they may do something, and may not.",
  message: ({ role, on }) =>
    `no rule depends on who has the role \`${role}\`${on === undefined ? "" : ` of \`${on}\``}`,
  help: () => "write the rule that it is for, include it in a role that has one, or remove it",
  bad: `subject User
role clerk, cashier
resource Invoice {
  role approver
  action read
  allow approver, cashier to read
}
exclusive clerk, cashier
`,
  good: `subject User
role clerk, cashier
resource Invoice {
  role approver
  action read
  allow approver, cashier, clerk to read
}
exclusive clerk, cashier
`,
  check({ index, policy, report }) {
    const effective = effectiveRoles(policy, index);
    for (const { model, name, file } of index.roles) {
      if (effective.has(model) || isUnused(model, index)) continue;
      report(file, name, { role: model.name, on: model.on });
    }
  },
});

function isUnused(role: Role, index: PolicyIndex): boolean {
  return !index.isNamed(role) && role.includes.length === 0 && index.seniorsOf(role).length === 0;
}
