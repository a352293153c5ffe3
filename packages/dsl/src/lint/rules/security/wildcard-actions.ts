import { replace } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { actionNames, documentedOption, writtenName } from "../../index/wildcards.ts";
import { listed } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** What a `deny` reaches without naming it is on the safe side. */
export const wildcardActions: LintRule<
  { readonly types: readonly string[]; readonly actions: readonly string[] },
  { readonly documented: boolean }
> = defineLintRule({
  code: "lint/wildcard-actions",
  group: "security",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  options: { documented: documentedOption },
  summary: "A rule allows every action",
  why: "`to *` also allows each action that is declared later: whoever adds `delete` a year from now will not see that somebody may do it already. Names written out are read by whoever reviews the rule, and a new action is allowed by a change that says so.",
  message: ({ types, actions }) => `\`to *\` allows whatever there is to do on ${listed(types)}: ${listed(actions)}`,
  help: () => "name the actions, or say in a doc comment why it has to be all of them, also those to come",
  bad: `subject User
resource Report {
  role editor
  action read, update, delete
  allow editor to *
}
`,
  good: `subject User
resource Report {
  role editor
  action read, update, delete
  allow editor to read, update, delete
}
`,
  check({ index, options, report }) {
    const names = actionNames(index);
    for (const rule of index.rules) {
      const { model, node, file } = rule;
      if (model.effect !== "allow" || node.actions.kind !== "all") continue;
      if (options.documented && node.doc !== undefined) continue;
      const types = [...new Set(model.targets.map(({ type }) => type))];
      const lists = types.map((type) => (names.get(type) ?? []).map(writtenName));
      const actions = [...new Set(lists.flat())];
      const isOneList = lists.every((list) => list.length === actions.length);
      report(file, node.actions, { types, actions }, { fix: isOneList ? writeOut(rule, actions) : undefined });
    }
  },
});

/** Safe: it is what the wildcard stands for today. */
function writeOut({ file, node }: RuleEntry, actions: readonly string[]): Fix {
  return { title: "name the actions", safe: true, edits: [replace(file, node.actions, actions.join(", "))] };
}
