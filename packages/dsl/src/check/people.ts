import type { People } from "@authz/model";
import type { PeopleNode } from "../syntax/tree.ts";
import type { CheckContext } from "./vocabulary.ts";

/** The resource types that names are seen from; `[]` means application-wide: only roles without a resource and subject types. */
export function checkPeople(
  _node: PeopleNode,
  _seenFrom: readonly string[],
  _context: CheckContext,
): People | undefined {
  return undefined;
}

/**
 * The subject types that somebody in `people` can have: subject types narrow (`User`, `User and editor`); a role, an attribute,
 * `anyone` and what stands behind `but not` do not. `anonymous` is left out.
 */
export function subjectTypesOf(_people: People, context: CheckContext): readonly string[] {
  return [...context.vocabulary.types.values()].filter((entry) => entry.type.subject).map((entry) => entry.type.name);
}
