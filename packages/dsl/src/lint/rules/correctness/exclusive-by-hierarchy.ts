import type { Exclusive, Role } from "@authz/model";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const exclusiveByHierarchy: LintRule<{
  readonly role: string;
  readonly included: readonly string[];
  readonly most: number;
}> = defineLintRule({
  code: "lint/exclusive-by-hierarchy",
  group: "correctness",
  severity: "error",
  set: "recommended",
  summary: "A role includes more of an exclusive set than anybody may have",
  why: "Whoever is given the role violates the separation of duty at once: the assignment is reported when facts are loaded, and what the roles of the set give is refused.",
  message: ({ role, included, most }) =>
    `\`${role}\` has ${included.map((name) => `\`${name}\``).join(" and ")}, of which nobody may have more than ${most}`,
  help: () => "take one of them out of the hierarchy, or out of the exclusive set",
  bad: `subject User
role preparer, approver
role manager includes preparer, approver
resource Invoice {
  action prepare, approve
  allow preparer to prepare
  allow approver to approve
}
exclusive preparer, approver
`,
  good: `subject User
role preparer, approver
role manager includes approver
resource Invoice {
  action prepare, approve
  allow preparer to prepare
  allow approver to approve
}
exclusive preparer, approver
`,
  check({ index, report }) {
    for (const { model, node, file } of index.exclusives) {
      for (const { role, included } of violators(model, index)) {
        const entry = index.roles.find((one) => one.model === role);
        const related =
          entry === undefined
            ? []
            : [{ file: entry.file, node: entry.name, message: "includes them, directly or not" }];
        report(file, node, { role: role.name, included, most: model.atMost }, { related });
      }
    }
  },
});

interface Violator {
  readonly role: Role;
  readonly included: readonly string[];
}

/** The lowest of the roles that have too many: those above them are no news. */
function violators({ on, roles, atMost }: Exclusive, index: PolicyIndex): readonly Violator[] {
  const members = new Set(roles);
  const above = new Set<Role>();
  const open = roles.flatMap((name) => index.role(on, name) ?? []);
  for (let role = open.pop(); role !== undefined; role = open.pop()) {
    if (above.has(role)) continue;
    above.add(role);
    open.push(...index.seniorsOf(role));
  }
  const found = [...above].flatMap((role): readonly Violator[] => {
    const included = [role.name, ...index.juniorsOf(role)].filter((name) => members.has(name));
    return included.length > atMost ? [{ role, included: included.toSorted() }] : [];
  });
  const names = new Set(found.map(({ role }) => role.name));
  return found.filter(({ role }) => [...index.juniorsOf(role)].every((junior) => !names.has(junior)));
}
