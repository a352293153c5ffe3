import fc from "fast-check";
import type { PeopleDraft } from "./draft.ts";

/** What may be named, and what may be named after `but not`. */
export interface Nameable {
  readonly paths: readonly string[];
  readonly exceptions: readonly string[];
}

/** The roles that nothing but an assignment gives, so that any role may be taken from them. */
export const plainRoles: readonly string[] = ["employee", "auditor", "manager"];

export const applicationRoles: readonly string[] = [...plainRoles, "trusted"];

/** The roles of each resource. A role may follow from those before it, and include those after it. */
export const resourceRoles: readonly string[] = ["blocked", "editor", "commenter", "viewer"];

const peopleAttributes = ["owner", "reviewers", "delegate"];

/** What an `if` of an application-wide role may name. */
export const applicationNames: Nameable = { paths: ["User", "anyone", ...plainRoles], exceptions: plainRoles };

/** What an `if` may name of a role on a resource, of which it may name these roles. */
export function derivationNames(resource: string, roles: readonly string[]): Nameable {
  return {
    paths: [
      ...roles,
      ...peopleAttributes,
      ...applicationRoles,
      "User",
      "anyone",
      ...[...resourceRoles, ...peopleAttributes].map((name) => `parent.${name}`),
      "parent.parent.viewer",
      "parent.parent.owner",
      ...(resource === "Doc" ? resourceRoles.map((role) => `linked.${role}`) : []),
    ],
    exceptions: [
      ...(roles.includes("blocked") ? ["blocked"] : []),
      ...plainRoles,
      "owner",
      "reviewers",
      "delegate",
      "parent.blocked",
      "parent.owner",
    ],
  };
}

/** What a rule may name whose targets these are. */
export function ruleNames(targets: readonly string[]): Nameable {
  const { paths } = derivationNames(targets.length === 1 ? (targets[0] ?? "") : "", resourceRoles);
  return { paths, exceptions: paths };
}

export function people(nameable: Nameable, depth = 2): fc.Arbitrary<PeopleDraft> {
  if (depth === 0) return path(nameable.paths);
  const part = people(nameable, depth - 1);
  const exception = people({ paths: nameable.exceptions, exceptions: nameable.exceptions }, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: path(nameable.paths) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("and", "or"), left: part, right: part }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("but not" as const), left: part, right: exception }) },
  );
}

function path(paths: readonly string[]): fc.Arbitrary<PeopleDraft> {
  return fc.constantFrom(...paths).map((text) => ({ kind: "path", names: text.split(".") }));
}
