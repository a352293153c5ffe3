import { compareText, type People } from "@authz/model";
import type { PeopleNode, PeoplePathNode } from "../syntax/tree.ts";
import { checkName } from "./people/name.ts";
import { checkPath } from "./people/path.ts";
import type { CheckContext } from "./vocabulary.ts";

/**
 * `people` in the grammar. `seenFrom` are the resource types that names are seen from, each of which must have them; `[]`
 * means application-wide: only roles without a resource and subject types. Undefined when something has been reported.
 */
export function checkPeople(node: PeopleNode, seenFrom: readonly string[], context: CheckContext): People | undefined {
  switch (node.kind) {
    case "anyone":
      return { kind: "anyone" };
    case "peoplePath":
      return checkNames(node, seenFrom, context);
    case "or":
    case "and":
      return checkItems(node.kind, node.items, seenFrom, context);
    case "butNot": {
      const people = checkPeople(node.people, seenFrom, context);
      const except = checkPeople(node.except, seenFrom, context);
      return people === undefined || except === undefined ? undefined : { kind: "butNot", people, except };
    }
  }
}

function checkNames(node: PeoplePathNode, seenFrom: readonly string[], context: CheckContext): People | undefined {
  const last = node.names.at(-1);
  if (last === undefined) return undefined;
  const steps = node.names.slice(0, -1);
  return steps.length === 0 ? checkName(last, seenFrom, context) : checkPath(steps, last, seenFrom, context);
}

/** `a or (b or c)` is one list of three. */
function checkItems(
  kind: "or" | "and",
  nodes: readonly PeopleNode[],
  seenFrom: readonly string[],
  context: CheckContext,
): People | undefined {
  const items = nodes.map((node) => checkPeople(node, seenFrom, context));
  const found = items.filter((item) => item !== undefined);
  if (found.length < items.length) return undefined;
  return { kind, items: found.flatMap((item) => (item.kind === kind ? item.items : [item])) };
}

/**
 * The subject types that somebody in `people` can have: subject types narrow (`User`, `User and editor`); a role, an attribute,
 * `anyone` and what stands behind `but not` do not (contract, fine print 8). `anonymous` is left out. Where nobody can be in
 * `people` (`User and Service`) every type counts, so that the guards of such a rule are still checked.
 */
export function subjectTypesOf(people: People, context: CheckContext): readonly string[] {
  const all = context.vocabulary.subjects;
  const found = narrow(people);
  if (found === undefined) return all;
  const narrowed = [...found].filter((type) => context.vocabulary.types.get(type)?.type.subject === true);
  return narrowed.length === 0 ? all : narrowed.sort(compareText);
}

/** Undefined when nothing narrows. */
function narrow(people: People): ReadonlySet<string> | undefined {
  switch (people.kind) {
    case "anyone":
    case "role":
    case "member":
      return undefined;
    case "type":
      return new Set([people.type]);
    case "or": {
      const items = people.items.map(narrow);
      return items.includes(undefined) ? undefined : new Set(items.flatMap((types) => [...(types ?? [])]));
    }
    case "and": {
      const [first, ...others] = people.items.map(narrow).filter((types) => types !== undefined);
      return first && new Set([...first].filter((type) => others.every((types) => types.has(type))));
    }
    case "butNot":
      return narrow(people.people);
  }
}
