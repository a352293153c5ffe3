import type { Expression } from "@authz/model";
import type { GuardNode } from "../syntax/tree.ts";
import { establish } from "./expressions/established.ts";
import { checkCondition } from "./expressions/expression.ts";
import type { CheckContext, Environment } from "./vocabulary.ts";

/** Most rules have no guards: they share one list. */
const none: readonly Expression[] = Object.freeze([]);

/** Types the guards in order (what one establishes with `has` holds in the next); `unless x` becomes `not x`. */
export function checkGuards(
  guards: readonly GuardNode[],
  environment: Environment,
  context: CheckContext,
): readonly Expression[] {
  if (guards.length === 0) return none;
  const established = { own: new Set<string>() };
  return guards.map((guard): Expression => {
    const { expression, whenTrue, whenFalse } = checkCondition(guard.condition, {
      environment,
      check: context,
      established,
    });
    establish(established, guard.mode === "when" ? whenTrue : whenFalse);
    return guard.mode === "when" ? expression : { kind: "not", operand: expression };
  });
}
