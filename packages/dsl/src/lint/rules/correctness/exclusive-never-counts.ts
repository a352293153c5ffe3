import { defineLintRule, type LintRule } from "../../rule.ts";

export const exclusiveNeverCounts: LintRule<{ readonly roles: readonly string[] }> = defineLintRule({
  code: "lint/exclusive-never-counts",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "Too few roles of an exclusive set can be had for it to matter",
  why: "Nobody can ever have more of the roles than the set allows, so that it separates nothing. An auditor who reads it concludes that a duty is separated.",
  message: ({ roles }) =>
    `nobody can get ${roles.map((role) => `\`${role}\``).join(", ")}, so that the set excludes nothing`,
  help: () => "let subjects hold the role, or remove it from the set",
  bad: `subject User
resource Payment {
  role preparer
  role approver for Payment.approver
  action approve
  allow preparer, approver to approve
}
exclusive Payment.preparer, Payment.approver
`,
  good: `subject User
resource Payment {
  role preparer
  role approver for User
  action approve
  allow preparer, approver to approve
}
exclusive Payment.preparer, Payment.approver
`,
  check({ index, report }) {
    for (const { model, node, file } of index.exclusives) {
      const unattainable = model.roles.filter((name) => {
        const role = index.role(model.on, name);
        return role !== undefined && !index.isAttainable(role);
      });
      if (model.roles.length - unattainable.length > model.atMost) continue;
      report(file, node, { roles: unattainable });
    }
  },
});
