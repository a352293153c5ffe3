import { defineLintRule, type LintRule } from "../../rule.ts";

export const suppressionWithoutReason: LintRule<{ readonly codes: readonly string[] }> = defineLintRule({
  code: "lint/suppression-without-reason",
  group: "style",
  severity: "warning",
  set: "recommended",
  judgesSuppressions: true,
  summary: "A finding is ignored without a reason",
  why: "Whoever reads the policy later cannot tell a decision from a shortcut, and dares not take the comment away.",
  message: ({ codes }) =>
    `it does not say why ${codes.length === 0 ? "something" : codes.map((code) => `\`${code}\``).join(", ")} is ignored`,
  help: ({ codes }) => `say it after a colon: \`// authz-ignore ${codes[0] ?? "lint/unused-role"}: reason\``,
  bad: `subject User
// authz-ignore lint/unused-role
role auditor
resource Invoice {
  action read
  allow User to read
}
`,
  good: `subject User
// authz-ignore lint/unused-role: the rules for auditors come with the reports
role auditor
resource Invoice {
  action read
  allow User to read
}
`,
  check({ suppressions, report }) {
    for (const { file, comment, codes, reason } of suppressions) {
      if (reason === undefined) report(file, comment, { codes: codes.map(({ code }) => code) });
    }
  },
});
