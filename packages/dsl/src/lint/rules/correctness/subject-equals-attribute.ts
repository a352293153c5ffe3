import type { EntityType, Type } from "@authz/model";
import type { ExpressionNode, Name, PathNode } from "../../../syntax/tree.ts";
import { typesOf } from "../../analysis/coverage.ts";
import { conditionOf, partsOf, shortText } from "../../analysis/guard-parts.ts";
import { removeGuard, withoutItem } from "../../analysis/removals.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { GuardEntry, RuleEntry } from "../../index/entries.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** A caller without identity equals nobody and is in no attribute; a missing attribute makes either unknown. */
export const subjectEqualsAttribute: LintRule<{ readonly condition: string; readonly attribute: string }> =
  defineLintRule({
    code: "lint/subject-equals-attribute",
    group: "correctness",
    severity: "warning",
    set: "recommended",
    fix: "safe",
    summary: "A condition says who may, where the attribute itself could be named",
    why: "`allow anyone … when subject == resource.owner` looks as if everybody was allowed. An attribute that holds people is a set of people: named in `who` it shows in searches, in the matrix and to every reader.",
    message: ({ condition }) => `\`${condition}\` says who may`,
    help: ({ attribute }) => `name \`${attribute}\` as who may`,
    bad: `subject User
resource Invoice {
  owner: User
  action read
  allow anyone to read when subject == resource.owner
}
`,
    good: `subject User
resource Invoice {
  owner: User
  action read
  allow owner to read
}
`,
    check({ index, report }) {
      const types = new Map(index.types.map(({ model }) => [model.name, model]));
      for (const guard of index.guards) {
        const { of: rule, file } = guard;
        if (!isAllow(rule) || guard.node.mode !== "when") continue;
        const found = findIn(guard, rule, types, index);
        if (found === undefined) continue;
        const attribute = textOf(file, found.attribute);
        const parameters = { condition: shortText(file, found.node), attribute };
        report(file, found.node, parameters, { fix: fixOf(guard, rule, found) });
      }
    },
  });

function isAllow(owner: GuardEntry["of"]): owner is RuleEntry {
  return owner.node.kind === "rule" && owner.node.effect === "allow";
}

interface Found {
  readonly node: ExpressionNode;
  readonly attribute: Name;
  /** Of the guard's `and`, if it is one of several. */
  readonly among: readonly ExpressionNode[];
}

/** The guard, or one of those in its `and`, that compares the subject with people. */
function findIn(
  guard: GuardEntry,
  { model }: RuleEntry,
  types: ReadonlyMap<string, EntityType>,
  index: PolicyIndex,
): Found | undefined {
  const whole = conditionOf(guard);
  const parts = whole.node.kind === "and" ? partsOf(whole) : [whole];
  const admitted = index.environments.of(model).subjects;
  const isEverybody = model.who.kind === "anyone";
  if (!isEverybody && (typesOf(model.who) === undefined || !isPlain(model.who.kind))) return undefined;
  for (const { node } of parts) {
    const compared = comparedPath(node);
    const attribute = compared?.names[1];
    if (compared === undefined || attribute === undefined) continue;
    const isOf = (target: { readonly type: string }): boolean => {
      const declared = types.get(target.type)?.attributes.find(({ name }) => name === attribute.text);
      const people = declared === undefined ? undefined : peopleTypes(declared.type, node);
      return (
        people?.every(
          (type) =>
            isPerson(types.get(type), isEverybody && isMembership(node)) && (isEverybody || admitted.includes(type)),
        ) === true
      );
    };
    if (!model.targets.every(isOf)) continue;
    return { node, attribute, among: parts.length > 1 ? parts.map((part) => part.node) : [] };
  }
  return undefined;
}

function isPlain(kind: string): boolean {
  return kind === "type" || kind === "or";
}

/** `subject == resource.name`, either way round, or `subject in resource.name`. */
function comparedPath(node: ExpressionNode): PathNode | undefined {
  if (node.kind !== "compare" || node.left.kind !== "path" || node.right.kind !== "path") return undefined;
  const { operator, left, right } = node;
  if (operator === "in") return isSubject(left) && isAttribute(right) ? right : undefined;
  if (operator !== "==") return undefined;
  if (isSubject(left) && isAttribute(right)) return right;
  return isSubject(right) && isAttribute(left) ? left : undefined;
}

function isSubject({ names }: PathNode): boolean {
  return names.length === 1 && names[0]?.text === "subject";
}

function isAttribute({ names }: PathNode): boolean {
  return names.length === 2 && names[0]?.text === "resource" && names[1]?.text !== "parent";
}

function peopleTypes(type: Type, node: ExpressionNode): readonly string[] | undefined {
  if (!isMembership(node)) return type.kind === "entity" ? type.types : undefined;
  return type.kind === "set" && type.of.kind === "entity" ? type.of.types : undefined;
}

/** Being in a group is more than being equal to it. */
function isPerson(type: EntityType | undefined, admitsGroups: boolean): boolean {
  return type !== undefined && (type.members === undefined ? type.subject : admitsGroups);
}

function isMembership(node: ExpressionNode): boolean {
  return node.kind === "compare" && node.operator === "in";
}

function fixOf(
  { file, node }: GuardEntry,
  rule: RuleEntry,
  { attribute, among, node: condition }: Found,
): Fix | undefined {
  const title = `name \`${attribute.text}\``;
  const { who } = rule.node;
  if (hasComment(file, node) || hasComment(file, who)) return undefined;
  const naming = replace(file, who, textOf(file, attribute));
  if (among.length === 0) return { title, safe: true, edits: [naming, removeGuard(file, node)] };
  const fix = withoutItem(file, among, among.indexOf(condition), { title, safe: true });
  return fix === undefined ? undefined : { ...fix, edits: [naming, ...fix.edits] };
}
