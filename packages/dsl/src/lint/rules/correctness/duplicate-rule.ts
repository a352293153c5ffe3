import { headOf } from "../../../check/heads.ts";
import { statementText } from "../../../check/statement-id.ts";
import { hasComment, removeDeclaration } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Two that have no label are the checker's business (`policy/repeated-statement`). */
export const duplicateRule: LintRule<{ readonly id: string; readonly first: string }> = defineLintRule({
  code: "lint/duplicate-rule",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A rule says what another one says",
  why: "It changes no decision. Whoever changes only one of the two later will wonder why nothing happens, and a rule that was taken back still applies.",
  message: ({ id, first }) => `\`${id}\` says exactly what \`${first}\` says`,
  help: () => "remove one of the two",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  see: allow viewer to read
  look: allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  see: allow viewer to read
}
`,
  check({ index, policy, report }) {
    const expected = new Set(policy.tests.flatMap((test) => test.expectations.flatMap(({ because }) => because ?? [])));
    const firsts = new Map<string, RuleEntry>();
    for (const rule of index.rules) {
      const { model, file, node } = rule;
      const text = statementText(model.effect, model);
      const first = firsts.get(text);
      if (first === undefined) {
        firsts.set(text, rule);
        continue;
      }
      const related = [{ file: first.file, node: headAt(first), message: "said here" }];
      const isNeeded = expected.has(model.id) || model.because !== first.model.because || hasComment(file, node);
      const fix = isNeeded ? undefined : removal(rule);
      report(file, headAt(rule), { id: model.id, first: first.model.id }, { related, fix });
    }
  },
});

function headAt({ node, file }: RuleEntry): { readonly span: RuleEntry["node"]["span"] } {
  return { span: headOf(node, file.source) };
}

function removal({ file, node }: RuleEntry): Fix {
  return { title: "remove the rule", safe: true, edits: [removeDeclaration(file, node)] };
}
