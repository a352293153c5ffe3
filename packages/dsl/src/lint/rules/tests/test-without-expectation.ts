import { defineLintRule, type LintRule } from "../../rule.ts";

export const testWithoutExpectation: LintRule<{ readonly name: string }> = defineLintRule({
  code: "lint/test-without-expectation",
  group: "tests",
  severity: "warning",
  set: "recommended",
  summary: "A test expects nothing",
  why: "It passes whatever the policy says, and looks as if something had been tested.",
  message: ({ name }) => `the test \`${name}\` has no \`can\` and no \`cannot\``,
  help: () => "say what should be allowed and what should not, or remove the test",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "viewers read" {
  User "ana" is viewer of Invoice "i1"
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "viewers read" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
  check({ index, report }) {
    for (const { model, node, file } of index.tests) {
      if (model.expectations.length === 0) report(file, node.name, { name: model.name });
    }
  },
});
