import { headOf } from "../../../check/heads.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Only where others stand in files of their own: what is small enough may well be one file. */
export const testInPolicyFile: LintRule<{ readonly what: string; readonly source: string }> = defineLintRule({
  code: "lint/test-in-policy-file",
  group: "tests",
  severity: "info",
  set: "strict",
  summary: "A test stands among the rules, while others have files of their own",
  why: "Whoever looks for the tests looks into `*.test.authz`, where nothing but tests can stand. A change of such a file needs no look at what the policy allows.",
  message: ({ what, source }) => `this ${what} stands in \`${source}\`, among the rules`,
  help: () => "move it into a file `*.test.authz`, with the fixtures that it needs",
  bad: {
    files: {
      "invoices.authz": `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "others do not read" {
  User "bo" cannot read Invoice "i1"
}
`,
      "invoices.test.authz": `test "viewers read" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
    },
  },
  good: {
    files: {
      "invoices.authz": `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
      "invoices.test.authz": `test "viewers read" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
test "others do not read" {
  User "bo" cannot read Invoice "i1"
}
`,
    },
  },
  check({ files, index, report }) {
    if (!files.some(({ isTest }) => isTest)) return;
    for (const { node, file } of [...index.tests, ...index.fixtures]) {
      if (file.isTest) continue;
      report(file, { span: headOf(node, file.source) }, { what: node.kind, source: file.source.name });
    }
  },
});
