import { conditionOf, partsOf, shortText, type GuardPart } from "../../analysis/guard-parts.ts";
import { resolvePath } from "../../analysis/paths.ts";
import { removeGuard, withoutItem } from "../../analysis/removals.ts";
import type { Environment } from "../../analysis/environment.ts";
import { hasComment } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { GuardEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/**
 * Attributes of `resource` with a default are there for every request. Those that are required may still be missing in the facts,
 * and whether the caller has sent what an action or the context requires is a fair question.
 */
export const redundantHas: LintRule<{ readonly text: string; readonly presence: "always" | "required" }> =
  defineLintRule({
    code: "lint/redundant-has",
    group: "correctness",
    severity: "warning",
    set: "recommended",
    fix: "safe",
    summary: "It is asked whether there is an attribute that is always there",
    why: "Readers conclude that the attribute may be missing and wonder what happens then. If it may be, the declaration is wrong: it lacks its `?`.",
    message: ({ text, presence }) =>
      presence === "always"
        ? `\`${text}\` is always true: the attribute has a default`
        : `\`${text}\` asks for an attribute that is required`,
    help: ({ presence }) =>
      presence === "always" ? "take it away" : "take it away, or declare the attribute as optional with `?`",
    bad: `subject User
resource Invoice {
  locked: boolean = false
  action read
  allow User to read when resource has locked and not resource.locked
}
`,
    good: `subject User
resource Invoice {
  locked: boolean = false
  action read
  allow User to read when not resource.locked
}
`,
    check({ index, report }) {
      for (const guard of index.guards) {
        const environment = index.environments.ofGuard(guard);
        for (const { part, fix } of hasIn(guard)) {
          if (part.expression.kind !== "has") continue;
          const presence = presenceOf(part.expression, environment);
          if (presence === "optional") continue;
          const text = shortText(guard.file, part.node);
          report(guard.file, part.node, { text, presence }, { fix: fix(presence === "always") });
        }
      }
    },
  });

function presenceOf(
  { path, name }: Extract<GuardPart["expression"], { readonly kind: "has" }>,
  environment: Environment,
): "always" | "required" | "optional" {
  const before = resolvePath(path, environment);
  const member = resolvePath({ ...path, steps: [...path.steps, name] }, environment);
  const isSure = before !== undefined && !before.many && before.presence !== "optional";
  if (member === undefined || (!isSure && path.steps.length > 0)) return "optional";
  if (path.root !== "subject" && path.root !== "resource") return member.presence === "always" ? "always" : "optional";
  if (path.root === "subject") return member.presence === "optional" ? "optional" : "required";
  return member.presence === "always" && before?.presence !== "always" ? "required" : member.presence;
}

interface Found {
  readonly part: GuardPart;
  readonly fix: (safe: boolean) => Fix | undefined;
}

/** Only an item of `and`, or a guard by itself, can be taken away. */
function hasIn(guard: GuardEntry): readonly Found[] {
  const { file, node: guardNode } = guard;
  const whole = conditionOf(guard);
  const title = "remove the test";
  const removal = (safe: boolean): Fix | undefined =>
    guardNode.mode === "unless" || hasComment(file, guardNode)
      ? undefined
      : { title, safe, edits: [removeGuard(file, guardNode)] };
  const found: Found[] = [{ part: whole, fix: removal }];
  const open = [whole];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const items = partsOf(part);
    const nodes = items.map(({ node }) => node);
    const isAnd = part.node.kind === "and";
    for (const [index, item] of items.entries()) {
      found.push({ part: item, fix: (safe) => (isAnd ? withoutItem(file, nodes, index, { title, safe }) : undefined) });
      open.push(item);
    }
  }
  return found;
}
