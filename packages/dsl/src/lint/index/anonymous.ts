import type { RuleEntry } from "./entries.ts";
import { pathsIn } from "./expressions.ts";
import { admitsAnonymous } from "./people.ts";

/**
 * Whether a rule allows something to a caller without identity. A condition about the subject or the token is one that such a
 * caller does not meet.
 */
export function allowsAnonymous({ model }: RuleEntry): boolean {
  if (model.effect !== "allow" || !admitsAnonymous(model.who)) return false;
  return !model.guards.flatMap(pathsIn).some(({ root }) => root === "subject" || root === "token");
}
