import { headOf } from "../../../check/heads.ts";
import { allowsAnonymous } from "../../index/anonymous.ts";
import { changingActions, changingWords } from "../../index/changing.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const publicWrite: LintRule<
  { readonly actions: readonly string[]; readonly type: string },
  { readonly changing: readonly string[] }
> = defineLintRule({
  code: "lint/public-write",
  group: "security",
  severity: "error",
  set: "recommended",
  options: {
    changing: { summary: "words in the name of an action that changes something", default: changingWords },
  },
  summary: "Anyone may change something, without having signed in",
  why: "`anyone` is also the caller without identity. A rule that lets everybody write leaves nobody to ask when something was written that should not have been, and nothing to limit it by.",
  message: ({ actions, type }) => `anyone, signed in or not, may ${actions.join(", ")} on \`${type}\``,
  help: () => "name who may: a subject type such as `User` means everybody who has signed in",
  bad: `subject User
resource Comment {
  action read, create
  allow anyone to read, create
}
`,
  good: `subject User
resource Comment {
  action read, create
  allow anyone to read
  allow User to create
}
`,
  check({ index, policy, options, report }) {
    const changes = changingActions(policy, options.changing);
    for (const rule of index.rules.filter(allowsAnonymous)) {
      for (const { type, actions } of rule.model.targets) {
        const changing = actions.filter((action) => changes(type, action));
        if (changing.length === 0) continue;
        report(rule.file, { span: headOf(rule.node, rule.file.source) }, { actions: changing, type });
        break;
      }
    }
  },
});
