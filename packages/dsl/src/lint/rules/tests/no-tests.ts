import { headOf } from "../../../check/heads.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const noTests: LintRule<{ readonly rules: number }> = defineLintRule({
  code: "lint/no-tests",
  group: "tests",
  severity: "info",
  set: "strict",
  summary: "A policy has no tests",
  why: "What a policy allows is not seen by reading it alone. A test says what was meant, and goes on saying it when somebody changes the policy who was not there.",
  message: ({ rules }) => `there is no test, and ${rules === 1 ? "one rule" : `there are ${rules} rules`}`,
  help: () => 'begin with what must not happen: `test "…" { User "ana" cannot … }`, in a file `*.test.authz`',
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "only viewers read" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
  User "bo" cannot read Invoice "i1"
}
`,
  check({ index, report }) {
    const [first] = index.rules;
    if (first === undefined || index.tests.length > 0) return;
    report(first.file, { span: headOf(first.node, first.file.source) }, { rules: index.rules.length });
  },
});
