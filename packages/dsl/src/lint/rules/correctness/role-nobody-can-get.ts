import { roleKey } from "../../../check/roles/role-key.ts";
import { push } from "../../index/multimap.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const roleNobodyCanGet: LintRule<{ readonly role: string; readonly on: string | undefined }> = defineLintRule({
  code: "lint/role-nobody-can-get",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "Nobody can ever have a role",
  why: "Whoever may be given the role, or has it by `if` or as a senior, must have a role first that nobody can get either. Rules that name such a role never apply.",
  message: ({ role, on }) => `nobody can get the role \`${role}\`${on === undefined ? "" : ` of \`${on}\``}`,
  help: () => "let subjects hold it (`for User`), or name people in its `if` who can exist",
  bad: `subject User
resource CustomRole {
  role assignee for CustomRole.assignee
  action read
  allow assignee to read
}
`,
  good: `subject User
resource CustomRole {
  role assignee for User, CustomRole.assignee
  action read
  allow assignee to read
}
`,
  check({ index, report }) {
    const idle = idleSets(index);
    for (const { model, name, file } of index.roles) {
      if (index.isAttainable(model)) continue;
      const sets = idle.get(roleKey(model.on, model.name)) ?? [];
      const related = sets.map((set) => ({ ...set, message: "so too few of this set can be had for it to matter" }));
      report(file, name, { role: model.name, on: model.on }, { related });
    }
  },
});

/** By key of a role, the exclusive sets with it of which nobody could ever have more than they allow. */
function idleSets(index: PolicyIndex): ReadonlyMap<string, readonly PolicyIndex["exclusives"][number][]> {
  const idle = new Map<string, PolicyIndex["exclusives"][number][]>();
  for (const set of index.exclusives) {
    const { roles, on, atMost } = set.model;
    const attainable = roles.filter((name) => {
      const role = index.role(on, name);
      return role === undefined || index.isAttainable(role);
    });
    if (attainable.length <= atMost) for (const name of roles) push(idle, roleKey(on, name), set);
  }
  return idle;
}
