import { changingActions, changingWords } from "../../index/changing.ts";
import { listed } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unscopedWrite: LintRule<
  { readonly actions: readonly string[]; readonly type: string },
  { readonly changing: readonly string[] }
> = defineLintRule({
  code: "lint/unscoped-write",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: {
    changing: { summary: "words in the name of an action that changes something", default: changingWords },
  },
  summary: "Every token may change something, whatever its scopes",
  why: "What `scope none` covers is no longer limited by the scopes that a person agreed to: an app that was let in to read may write as well, as far as the person may.",
  message: ({ actions, type }) => `every token covers ${listed(actions)} on \`${type}\`, also one without any scope`,
  help: () => "give it to a scope of its own, which apps then have to ask for",
  bad: `subject User
resource Profile {
  owner: User
  action read, update
  allow owner to read, update
}
scope none covers read, update on Profile
`,
  good: `subject User
resource Profile {
  owner: User
  action read, update
  allow owner to read, update
}
scope none covers read on Profile
scope "profile:write" covers update on Profile
`,
  check({ index, policy, options, report }) {
    const changes = changingActions(policy, options.changing);
    for (const { model, node, file } of index.scopes) {
      if (model.name !== undefined) continue;
      for (const { type, actions } of model.covers) {
        const changing = actions.filter((action) => changes(type, action));
        const grant = node.covers.find(({ targets }) => reaches(targets, type)) ?? node;
        if (changing.length > 0) report(file, grant, { actions: changing, type });
      }
    }
  },
});

function reaches(
  targets: { kind: "all" } | { kind: "targets"; targets: readonly { type: { text: string } }[] },
  type: string,
): boolean {
  return targets.kind === "all" || targets.targets.some((target) => target.type.text === type);
}
