import { hasComment, removeDeclaration } from "../../edits.ts";
import { askerText, questionTexts } from "../../index/asked-text.ts";
import { expectationsIn } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Facts of a test hold for all of it, wherever they stand, so that asking again later makes no difference. */
export const duplicateExpectation: LintRule<{ readonly line: number }> = defineLintRule({
  code: "lint/duplicate-expectation",
  group: "tests",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A test expects the same twice",
  why: "The second one tests nothing. It was copied to be changed, and what it was to become is not tested.",
  message: ({ line }) => `line ${line} expects exactly this`,
  help: () => "expect what was meant, or remove it",
  bad: `subject User
resource Invoice {
  role viewer
  action read, delete
  allow viewer to read
}
test "viewers read and do not delete" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read, delete
  allow viewer to read
}
test "viewers read and do not delete" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`,
  check({ index, report }) {
    for (const { node: test, file } of index.tests) {
      const seen = new Map<string, number>();
      for (const node of expectationsIn(test)) {
        const questions = questionTexts(node, file).toSorted();
        const key = JSON.stringify([askerText(node, file), node.can, questions, node.because?.text ?? null]);
        const line = seen.get(key);
        if (line === undefined) {
          seen.set(key, index.lines.locate(file, node.span).line);
          continue;
        }
        const edits = [removeDeclaration(file, node)];
        const fix = hasComment(file, node) ? undefined : { title: "remove it", safe: true, edits };
        report(file, node, { line }, { fix });
      }
    }
  },
});
