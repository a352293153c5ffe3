import { replace } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { documentedOption, writtenName } from "../../index/wildcards.ts";
import { listed } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** What a `deny` reaches without naming it is on the safe side. */
export const wildcardTargets: LintRule<{ readonly types: readonly string[] }, { readonly documented: boolean }> =
  defineLintRule({
    code: "lint/wildcard-targets",
    group: "security",
    severity: "warning",
    set: "recommended",
    fix: "safe",
    options: { documented: documentedOption },
    summary: "A rule allows something on every type of resource",
    why: "`on *` also reaches each resource that is declared later, and those of other files and other teams. Whoever declares a resource looks at its own block, and does not see that somebody may read it already.",
    message: ({ types }) => `\`on *\` reaches ${listed(types)}`,
    help: () => "name the resources, or say in a doc comment why it has to be all of them, also those to come",
    bad: `subject User
role auditor
resource Invoice { action read }
resource Payslip { action read }
allow auditor to read on *
`,
    good: `subject User
role auditor
resource Invoice { action read }
resource Payslip { action read }
allow auditor to read on Invoice, Payslip
`,
    check({ index, options, report }) {
      const names = new Map(index.types.map(({ name }) => [name.text, writtenName(name)]));
      for (const rule of index.rules) {
        const { model, node, file } = rule;
        if (model.effect !== "allow" || node.targets?.kind !== "all") continue;
        if (options.documented && node.doc !== undefined) continue;
        const types = [...new Set(model.targets.map(({ type }) => type))];
        const written = types.map((type) => names.get(type) ?? type);
        report(file, node.targets, { types }, { fix: writeOut(rule, written) });
      }
    },
  });

/** Safe: it is what the wildcard stands for today. Not possible where some of the types lack one of the actions. */
function writeOut({ file, node, model }: RuleEntry, types: readonly string[]): Fix | undefined {
  const { actions, targets } = node;
  if (targets === undefined) return undefined;
  if (actions.kind === "names" && model.targets.some((target) => target.actions.length < actions.names.length)) {
    return undefined;
  }
  return { title: "name the resources", safe: true, edits: [replace(file, targets, types.join(", "))] };
}
