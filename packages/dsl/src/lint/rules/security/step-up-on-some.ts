import type { Requirement } from "@authz/model";
import { headOf } from "../../../check/heads.ts";
import { insertAfter } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { destructiveWords } from "../../index/changing.ts";
import type { RequirementEntry } from "../../index/entries.ts";
import { actionNames, writtenName } from "../../index/wildcards.ts";
import { listed, mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** A requirement with a condition makes distinctions, so that it is taken to mean what it says. */
export const stepUpOnSome: LintRule<
  { readonly named: readonly string[]; readonly missing: readonly string[]; readonly type: string },
  { readonly words: readonly string[] }
> = defineLintRule({
  code: "lint/step-up-on-some",
  group: "security",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  options: {
    words: { summary: "words in the name of an action after which something is gone", default: destructiveWords },
  },
  summary: "A step-up is asked for one way to destroy something, and not for another",
  why: "Whoever is stopped at the one takes the other. Most often an action was added later, and the requirement was not.",
  message: ({ named, missing, type }) =>
    `on \`${type}\` ${listed(named)} needs a step-up, and ${listed(missing)} does not`,
  help: ({ missing }) => `add ${listed(missing)} to the requirement`,
  bad: `subject User
assurance mfa { amr "mfa" within 15m }
resource Backup {
  role operator
  action read, delete, purge
  allow operator to read, delete, purge
  require mfa to delete
}
`,
  good: `subject User
assurance mfa { amr "mfa" within 15m }
resource Backup {
  role operator
  action read, delete, purge
  allow operator to read, delete, purge
  require mfa to delete, purge
}
`,
  check({ index, options, report }) {
    const names = actionNames(index);
    for (const requirement of index.requirements.filter(({ model }) => isPlain(model))) {
      for (const { type, id, actions } of requirement.model.targets) {
        const named = actions.filter((action) => mentions(action, options.words));
        if (id !== undefined || named.length === 0) continue;
        const missing = (names.get(type) ?? []).filter(
          ({ text }) =>
            mentions(text, options.words) &&
            index.rulesFor(type, text).some(({ model }) => model.effect === "allow") &&
            !index.requirementsFor(type, text).some(({ model }) => model.assurances.length > 0),
        );
        if (missing.length === 0) continue;
        const head = { span: headOf(requirement.node, requirement.file.source) };
        const parameters = { named, missing: missing.map(({ text }) => text), type };
        report(requirement.file, head, parameters, { fix: extend(requirement, missing.map(writtenName)) });
        break;
      }
    }
  },
});

function isPlain({ assurances, guards }: Requirement): boolean {
  return assurances.length > 0 && guards.length === 0;
}

/** Not safe: sessions that were good enough are asked again. */
function extend({ file, node, model }: RequirementEntry, names: readonly string[]): Fix | undefined {
  if (node.actions.kind === "all" || model.targets.length !== 1) return undefined;
  const edits = [insertAfter(file, node.actions, `, ${names.join(", ")}`)];
  return { title: `require it to ${names.join(", ")} as well`, safe: false, edits };
}
