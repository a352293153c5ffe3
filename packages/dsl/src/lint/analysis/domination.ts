import type { Target } from "@authz/model";
import { statementText } from "../../check/statement-id.ts";
import type { RuleEntry } from "../index/entries.ts";
import type { PolicyIndex } from "../index/policy-index.ts";
import { implies, readKnown, type Known } from "./implication.ts";

/** Of the rules for one action so many are compared with each other, so that time stays proportional to the policy. */
const MOST_COMPARED = 50;

/**
 * The first rule of the effect that applies wherever `rule` does, for all its targets: it is for everybody, and its guards
 * hold when those of `rule` do. Of two that apply wherever the other does, only the first does so for this purpose; those that
 * say the same word for word are `lint/duplicate-rule`.
 */
export function dominatorOf(rule: RuleEntry, effect: "allow" | "deny", index: PolicyIndex): RuleEntry | undefined {
  const [target] = rule.model.targets;
  const [action] = target?.actions ?? [];
  if (target === undefined || action === undefined) return undefined;
  const others = index.rulesFor(target.type, action).slice(0, MOST_COMPARED);
  const dominates = comparing(rule, index);
  const position = others.indexOf(rule);
  return others.find((other, place) => {
    if (other === rule || other.model.effect !== effect || !dominates(other)) return false;
    if (effect !== rule.model.effect) return true;
    if (place > position && position >= 0 && comparing(other, index)(rule)) return false;
    return statementText(effect, rule.model) !== statementText(effect, other.model);
  });
}

/** Whether another rule applies wherever this one does. */
function comparing(narrow: RuleEntry, index: PolicyIndex): (wide: RuleEntry) => boolean {
  let known: Known | undefined;
  return ({ model: { who, targets, guards } }) => {
    if (!index.coverage.covers(who, narrow.model.who)) return false;
    if (!narrow.model.targets.every((target) => isTargeted(target, targets))) return false;
    if (guards.length === 0) return true;
    known ??= readKnown(narrow.model.guards, index.environments.of(narrow.model));
    return implies(known, guards);
  };
}

function isTargeted({ type, id, actions }: Target, targets: readonly Target[]): boolean {
  const fitting = targets.filter((one) => one.type === type && (one.id === undefined || one.id === id));
  return actions.every((action) => fitting.some((one) => one.actions.includes(action)));
}
