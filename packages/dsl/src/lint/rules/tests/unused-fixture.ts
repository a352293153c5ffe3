import type { FactNode, SyntaxFile } from "../../../syntax/tree.ts";
import { hasComment, removeDeclaration, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { testFiles, unusedFacts } from "../../index/fixture-use.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unusedFixture: LintRule<{ readonly about: string }> = defineLintRule({
  code: "lint/unused-fixture",
  group: "tests",
  severity: "info",
  set: "strict",
  fix: "unsafe",
  summary: "No test needs a fact of a fixture",
  why: "Whoever reads the tests reads the fixtures first, and keeps in mind what is in them. Most often the test that needed the fact has gone, or was never written.",
  message: ({ about }) => `no test of this file asks about ${about}, or about anything that leads there`,
  help: () => "write the test that it is for, or remove it; fixtures are for the tests of their own file only",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
fixture {
  User "ana" is viewer of Invoice "i1"
  User "bo" is viewer of Invoice "i1"
}
test "viewers read" {
  User "ana" can read Invoice "i1"
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
fixture {
  User "ana" is viewer of Invoice "i1"
}
test "viewers read" {
  User "ana" can read Invoice "i1"
}
`,
  check({ files, report }) {
    for (const { file, fixtures, tests } of testFiles(files)) {
      for (const fact of unusedFacts(fixtures, tests)) {
        report(file, fact, { about: subjectOf(fact, file) }, { fix: removal(fact, file) });
      }
    }
  },
});

function subjectOf(fact: FactNode, file: SyntaxFile): string {
  return `\`${textOf(file, fact.kind === "entityFact" ? fact.entity : fact.holder)}\``;
}

/** Not safe: it changes what tests are made of. */
function removal(fact: FactNode, file: SyntaxFile): Fix | undefined {
  if (hasComment(file, fact)) return undefined;
  return { title: "remove the fact", safe: false, edits: [removeDeclaration(file, fact)] };
}
