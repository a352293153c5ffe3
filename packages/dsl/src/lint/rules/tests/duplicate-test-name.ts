import { defineLintRule, type LintRule } from "../../rule.ts";

export const duplicateTestName: LintRule<{ readonly name: string; readonly source: string; readonly line: number }> =
  defineLintRule({
    code: "lint/duplicate-test-name",
    group: "tests",
    severity: "warning",
    set: "recommended",
    summary: "Two tests have the same name",
    why: "Reports name tests by what they are called: when one of the two fails, nobody knows which. Most often one was copied, and its name was not changed.",
    message: ({ name, source, line }) => `a test is called \`${name}\` already, at ${source}:${line}`,
    help: () => "say in the name what this one is about",
    bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "reading" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
test "reading" {
  User "bo" cannot read Invoice "i1"
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
test "others do not" {
  User "bo" cannot read Invoice "i1"
}
`,
    check({ index, report }) {
      const firsts = new Map<string, (typeof index.tests)[number]>();
      for (const test of index.tests) {
        const first = firsts.get(test.model.name);
        if (first === undefined) {
          firsts.set(test.model.name, test);
          continue;
        }
        const { source, line } = first.model.origin;
        const related = [{ file: first.file, node: first.node.name, message: "the first" }];
        report(test.file, test.node.name, { name: test.model.name, source, line }, { related });
      }
    },
  });
