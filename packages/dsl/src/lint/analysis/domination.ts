import type { Target } from "@authz/model";
import type { RuleEntry } from "../index/entries.ts";
import type { PolicyIndex } from "../index/policy-index.ts";
import { implies } from "./implication.ts";

/** Of the rules for one action so many are compared with each other, so that time stays proportional to the policy. */
const MOST_COMPARED = 100;

/**
 * The first rule of the effect that applies wherever `rule` does, for all its targets: it is for everybody, and its guards
 * hold when those of `rule` do. What both say word for word alike is left to others.
 */
export function dominatorOf(rule: RuleEntry, effect: "allow" | "deny", index: PolicyIndex): RuleEntry | undefined {
  const [target] = rule.model.targets;
  const [action] = target?.actions ?? [];
  if (target === undefined || action === undefined) return undefined;
  const others = index.rulesFor(target.type, action).slice(0, MOST_COMPARED);
  return others.find((other) => other !== rule && other.model.effect === effect && dominates(other, rule, index));
}

export function dominates(wide: RuleEntry, narrow: RuleEntry, index: PolicyIndex): boolean {
  if (!index.coverage.covers(wide.model.who, narrow.model.who)) return false;
  if (!narrow.model.targets.every((target) => isTargeted(target, wide.model.targets))) return false;
  const { guards } = wide.model;
  return guards.length === 0 || implies(narrow.model.guards, guards, index.environments.of(narrow.model));
}

function isTargeted({ type, id, actions }: Target, targets: readonly Target[]): boolean {
  const fitting = targets.filter((one) => one.type === type && (one.id === undefined || one.id === id));
  return actions.every((action) => fitting.some((one) => one.actions.includes(action)));
}
