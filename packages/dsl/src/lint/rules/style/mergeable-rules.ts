import { headOf } from "../../../check/heads.ts";
import { statementText } from "../../../check/statement-id.ts";
import { hasComment, insertAfter, removeDeclaration, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Labels and doc comments tell rules apart on purpose. */
export const mergeableRules: LintRule<{ readonly line: number }> = defineLintRule({
  code: "lint/mergeable-rules",
  group: "style",
  severity: "info",
  set: "recommended",
  fix: "unsafe",
  summary: "Two rules differ in their actions only",
  why: "One rule with both actions says it once. As two, they are read as if there were a difference, and the next change is made to one of them.",
  message: ({ line }) => `this differs from the rule in line ${line} in its actions only`,
  help: () => "make them one rule; without a label it gets another id, which logs may show",
  bad: `subject User
resource Invoice {
  role viewer
  action read, download
  allow viewer to read
  allow viewer to download
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read, download
  allow viewer to read, download
}
`,
  check({ index, report }) {
    const firsts = new Map<string, RuleEntry>();
    for (const rule of index.rules) {
      const { model, node, file, block } = rule;
      if (node.label !== undefined || node.doc !== undefined || node.actions.kind === "all") continue;
      const targets = model.targets.map((target) => ({ ...target, actions: [] }));
      const text = statementText(model.effect, { ...model, label: undefined, targets });
      const key = JSON.stringify([file.source.name, block?.span.start ?? null, model.because ?? null, text]);
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, rule);
        continue;
      }
      const head = { span: headOf(node, file.source) };
      report(file, head, { line: first.model.origin.line }, { fix: merge(first, rule) });
    }
  },
});

/** Not safe: decisions name rules, and the id of a rule without a label is made from what it says. */
function merge(first: RuleEntry, second: RuleEntry): Fix | undefined {
  const { file, node } = second;
  if (first.node.actions.kind === "all" || node.actions.kind === "all" || hasComment(file, node)) return undefined;
  const known = new Set(first.node.actions.names.map(({ text }) => text));
  const added = node.actions.names.filter(({ text }) => !known.has(text)).map((name) => `, ${textOf(file, name)}`);
  const edits = [insertAfter(file, first.node.actions, added.join("")), removeDeclaration(file, node)];
  return { title: "make them one rule", safe: false, edits };
}
