import { mentionsIn } from "../../analysis/mentions.ts";
import { admitsAnonymous } from "../../index/people.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/**
 * No fix: facts may hold entities of the type, and would not be loaded any more. A policy without a single rule has only been
 * begun.
 */
export const unusedType: LintRule<{ readonly name: string; readonly kind: string }> = defineLintRule({
  code: "lint/unused-type",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "Nothing speaks of a type",
  why: "No rule, role, attribute or other type names it, and nothing can be done to it or by it. It is left over, or the rules that it is for are missing.",
  message: ({ name, kind }) => `nothing speaks of the ${kind} \`${name}\``,
  help: () => "write the rules that it is for, or remove it",
  bad: `subject User
resource Drawer {
  color: string
}
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  check({ index, policy, report }) {
    if (policy.rules.length === 0) return;
    const { types } = mentionsIn(policy);
    const isOpen = policy.rules.some(({ effect, who }) => effect === "allow" && admitsAnonymous(who));
    for (const { model, node, name, file } of index.types) {
      const { resource, subject } = model;
      const isUsed = types.has(model.name) || (resource?.actions.length ?? 0) + (resource?.roles.length ?? 0) > 0;
      if (isUsed || (subject && isOpen)) continue;
      report(file, name, { name: model.name, kind: node.kind });
    }
  },
});
