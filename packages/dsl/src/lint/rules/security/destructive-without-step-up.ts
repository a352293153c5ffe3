import type { Requirement } from "@authz/model";
import { headOf } from "../../../check/heads.ts";
import { destructiveWords } from "../../index/changing.ts";
import { alternativesOf } from "../../index/people.ts";
import type { RuleEntry } from "../../index/entries.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/**
 * Only of resources for which some action always asks for a step-up: there somebody has thought about it. Where an action of the
 * same kind asks, it is lint/step-up-on-some.
 */
export const destructiveWithoutStepUp: LintRule<
  { readonly action: string; readonly type: string; readonly other: string },
  { readonly words: readonly string[] }
> = defineLintRule({
  code: "lint/destructive-without-step-up",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: {
    words: { summary: "words in the name of an action after which something is gone", default: destructiveWords },
  },
  summary: "A role may destroy something without a step-up, which other actions there need",
  why: "A session that was left open, or stolen, is what a step-up protects against. An action that cannot be taken back deserves it at least as much as those that have it.",
  message: ({ action, type, other }) => `\`${action}\` on \`${type}\` needs no step-up, but \`${other}\` does`,
  help: ({ action }) => `require the assurance to \`${action}\` as well, or limit the rule by a condition`,
  bad: `subject User
assurance mfa { amr "mfa" within 15m }
resource Account {
  role admin
  action read, transfer, delete
  allow admin to read, transfer, delete
  require mfa to transfer
}
`,
  good: `subject User
assurance mfa { amr "mfa" within 15m }
resource Account {
  role admin
  action read, transfer, delete
  allow admin to read, transfer, delete
  require mfa to transfer, delete
}
`,
  check({ index, policy, options, report }) {
    const asked = policy.requirements.filter(({ assurances }) => assurances.length > 0);
    const covered = actionsByType(asked);
    const others = actionsByType(asked.filter(({ guards }) => guards.length === 0));
    for (const rule of index.rules) {
      for (const { type, actions } of rule.model.targets) {
        const [other, ...more] = others.get(type) ?? [];
        if (other === undefined || [other, ...more].some((name) => mentions(name, options.words))) continue;
        const action = actions.find((name) => mentions(name, options.words) && !covered.get(type)?.has(name));
        if (action === undefined || !isForRole(rule, type, index)) continue;
        report(rule.file, { span: headOf(rule.node, rule.file.source) }, { action, type, other });
        break;
      }
    }
  },
});

function actionsByType(requirements: readonly Requirement[]): ReadonlyMap<string, ReadonlySet<string>> {
  const table = new Map<string, Set<string>>();
  for (const { targets } of requirements) {
    for (const { type, actions } of targets) {
      const known = table.get(type) ?? new Set();
      for (const action of actions) known.add(action);
      table.set(type, known);
    }
  }
  return table;
}

/** Without condition, and not only for somebody whom the resource itself names: authors may delete what they wrote. */
function isForRole({ model }: RuleEntry, type: string, index: PolicyIndex): boolean {
  if (model.effect !== "allow" || model.guards.length > 0) return false;
  return alternativesOf(model.who).some((people) => {
    if (people.kind === "member") return people.path.length > 0 || index.role(type, people.name) !== undefined;
    return people.kind !== "and";
  });
}
