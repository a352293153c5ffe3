import type { ExpectationNode } from "../../../syntax/tree.ts";
import { askerText, questionTexts } from "../../index/asked-text.ts";
import { expectationsIn } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const contradictoryExpectation: LintRule<{ readonly question: string; readonly line: number }> = defineLintRule({
  code: "lint/contradictory-expectation",
  group: "tests",
  severity: "error",
  set: "recommended",
  summary: "A test expects that somebody can, and that they cannot",
  why: "All facts of a test hold for all of its expectations, in whatever order they stand. The test fails whatever the policy says.",
  message: ({ question, line }) => `line ${line} expects the opposite of \`${question}\``,
  help: () => "make two tests of it, each with its own facts",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "who has the role reads" {
  User "ana" cannot read Invoice "i1"
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
test "who has no role does not read" {
  User "ana" cannot read Invoice "i1"
}
test "who has the role reads" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
  check({ index, report }) {
    for (const { node: test, file } of index.tests) {
      const first = new Map<string, ExpectationNode>();
      for (const node of expectationsIn(test)) {
        for (const question of questionTexts(node, file)) {
          const key = JSON.stringify([askerText(node, file), question]);
          const other = first.get(key);
          if (other === undefined) first.set(key, node);
          if (other === undefined || other.can === node.can) continue;
          report(file, node, { question, line: index.lines.locate(file, other.span).line });
        }
      }
    }
  },
});
