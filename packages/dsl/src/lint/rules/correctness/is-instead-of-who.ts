import type { ExpressionNode } from "../../../syntax/tree.ts";
import { conditionOf, partsOf, shortText } from "../../analysis/guard-parts.ts";
import { removeGuard, withoutItem } from "../../analysis/removals.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { GuardEntry, RuleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

type IsNode = Extract<ExpressionNode, { readonly kind: "is" }>;

export const isInsteadOfWho: LintRule<{ readonly condition: string; readonly role: string }> = defineLintRule({
  code: "lint/is-instead-of-who",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A condition asks for a role that the rule could be for",
  why: "`allow User … when subject is editor of resource` hides in its condition who may. Named in `who` the role shows in searches, in the matrix and to every reader.",
  message: ({ condition }) => `\`${condition}\` says who may`,
  help: ({ role }) => `name \`${role}\` as who may`,
  bad: `subject User
resource Invoice {
  role editor
  action read
  allow anyone to read when subject is editor of resource
}
`,
  good: `subject User
resource Invoice {
  role editor
  action read
  allow editor to read
}
`,
  check({ index, policy, report }) {
    const subjects = policy.types.filter((type) => type.subject).map(({ name }) => name);
    for (const guard of index.guards) {
      const { of: rule, file, node } = guard;
      if (!isAllow(rule) || node.mode !== "when") continue;
      const named = whoText(rule, subjects);
      if (named === undefined) continue;
      const whole = conditionOf(guard);
      const among = whole.node.kind === "and" ? partsOf(whole).map((part) => part.node) : [whole.node];
      const found = among.find((one) =>
        isOfRule(
          one,
          rule,
          policy.roles.map(({ name }) => name),
        ),
      );
      if (found === undefined) continue;
      const role = textOf(file, found.role);
      const fix = fixOf(guard, rule, { found, among, who: named(role) });
      report(file, found, { condition: shortText(file, found), role }, { fix });
    }
  },
});

function isAllow(owner: GuardEntry["of"]): owner is RuleEntry {
  return owner.node.kind === "rule" && owner.node.effect === "allow";
}

/** Who the rule is for once the role is named, too. Undefined where the rule is for more than types. */
function whoText({ model }: RuleEntry, subjects: readonly string[]): ((role: string) => string) | undefined {
  const { who } = model;
  if (who.kind === "anyone") return (role) => role;
  if (who.kind !== "type") return undefined;
  return (role) => (subjects.length === 1 ? role : `${who.type} and ${role}`);
}

/** `subject is role`, or `subject is role of resource` where every target has the role. */
function isOfRule(node: ExpressionNode, { model }: RuleEntry, roles: readonly string[]): node is IsNode {
  if (node.kind !== "is" || node.path.names.length !== 1 || node.path.names[0]?.text !== "subject") return false;
  if (node.of === undefined) return roles.includes(node.role.text);
  return node.of.names.length === 1 && node.of.names[0]?.text === "resource" && model.targets.length === 1;
}

function fixOf(
  { file, node }: GuardEntry,
  rule: RuleEntry,
  { found, among, who }: { readonly found: IsNode; readonly among: readonly ExpressionNode[]; readonly who: string },
): Fix | undefined {
  const title = `name \`${found.role.text}\``;
  if (hasComment(file, node) || hasComment(file, rule.node.who)) return undefined;
  const naming = replace(file, rule.node.who, who);
  if (among.length === 1) return { title, safe: true, edits: [naming, removeGuard(file, node)] };
  const fix = withoutItem(file, among, among.indexOf(found), { title, safe: true });
  return fix === undefined ? undefined : { ...fix, edits: [naming, ...fix.edits] };
}
