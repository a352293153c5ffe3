import type { Place } from "../../diagnostics/collector.ts";
import type { Name, PeopleNode, PeoplePathNode, RoleNode } from "../../syntax/tree.ts";
import { step } from "../people/reach.ts";
import { type CheckContext, placeOf, type Vocabulary } from "../vocabulary.ts";
import type { Edge } from "./graph.ts";
import { roleKey } from "./role-key.ts";

/** A `role` declaration and the resource that it stands in. */
export interface PlacedRole {
  readonly node: RoleNode;
  readonly on: string | undefined;
  readonly context: CheckContext;
}

/** Who has the role `from` depends on who has the role `to`. */
export interface Dependency extends Edge {
  readonly by: "includes" | "if" | "for";
  /** On one and the same resource, or both application-wide. */
  readonly here: boolean;
  /** Through the right side of `but not`. */
  readonly negative: boolean;
  readonly place: Place;
}

/** All that one `role` declaration says of other roles. What could not be resolved has been reported. */
export function dependencies(role: PlacedRole): readonly Dependency[] {
  const { node, on } = role;
  return node.names.flatMap(({ name }) => {
    const key = roleKey(on, name.text);
    return [...byIncludes(key, role), ...byHolders(key, role), ...byDerivation(key, role)];
  });
}

/** Whoever has the senior role has the junior one: the junior depends. */
function byIncludes(senior: string, { node, on, context }: PlacedRole): readonly Dependency[] {
  return node.includes
    .filter((junior) => hasRole(on, junior.text, context.vocabulary))
    .map((junior) => ({
      from: roleKey(on, junior.text),
      to: senior,
      by: "includes",
      here: true,
      negative: false,
      place: placeOf(context, junior),
    }));
}

function byHolders(role: string, { node, context }: PlacedRole): readonly Dependency[] {
  return (node.holders ?? []).flatMap((holder): readonly Dependency[] => {
    if (holder.kind === "all" || holder.role === undefined) return [];
    if (!hasRole(holder.type.text, holder.role.text, context.vocabulary)) return [];
    const to = roleKey(holder.type.text, holder.role.text);
    return [{ from: role, to, by: "for", here: false, negative: false, place: placeOf(context, holder) }];
  });
}

function byDerivation(role: string, { node, on, context }: PlacedRole): readonly Dependency[] {
  if (node.derived === undefined) return [];
  return pathsIn(node.derived.people, false).flatMap(({ path, negative }) =>
    rolesAt(path.names, on, context.vocabulary).map((to) => ({
      from: role,
      to,
      by: "if",
      here: path.names.length === 1,
      negative,
      place: placeOf(context, path),
    })),
  );
}

interface SignedPath {
  readonly path: PeoplePathNode;
  readonly negative: boolean;
}

/** Whatever stands right of a `but not`, at any depth, must be settled before. */
function pathsIn(people: PeopleNode, negative: boolean): readonly SignedPath[] {
  switch (people.kind) {
    case "anyone":
      return [];
    case "peoplePath":
      return [{ path: people, negative }];
    case "or":
    case "and":
      return people.items.flatMap((item) => pathsIn(item, negative));
    case "butNot":
      return [...pathsIn(people.people, negative), ...pathsIn(people.except, true)];
  }
}

/** The roles that a path can end in. */
function rolesAt(names: readonly Name[], on: string | undefined, vocabulary: Vocabulary): readonly string[] {
  const last = names.at(-1)?.text ?? "";
  if (names.length === 1 && vocabulary.roles.has(last)) return [roleKey(undefined, last)];
  let types: readonly string[] = on === undefined ? [] : [on];
  for (const name of names.slice(0, -1)) types = step(types, name.text, vocabulary).types;
  return types.filter((type) => hasRole(type, last, vocabulary)).map((type) => roleKey(type, last));
}

function hasRole(on: string | undefined, name: string, vocabulary: Vocabulary): boolean {
  return (on === undefined ? vocabulary.roles : vocabulary.types.get(on)?.roles)?.has(name) === true;
}
