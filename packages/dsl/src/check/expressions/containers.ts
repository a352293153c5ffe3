import type { Action, Attribute, Root, Type } from "@authz/model";
import { unresolvedType, type Vocabulary } from "../vocabulary.ts";
import { sameType, type StaticType } from "./static-type.ts";

/** What a path can go on from: entities, a record, or a root that is no value itself. */
export interface Container {
  /** For messages: "`User`", "the context". */
  readonly description: string;
  /** Each type, action or record that can be here. */
  readonly owners: readonly Owner[];
  /** The entity types that can be here; absent when it is no entity. */
  readonly types?: readonly string[];
  /** What `action.name` can be; absent elsewhere. */
  readonly actionNames?: readonly string[];
}

interface Owner {
  readonly description: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** What stands behind a name: `lacking` are the owners that do not declare it. */
export type Member =
  | {
      readonly kind: "member";
      readonly type: Type;
      readonly optional: boolean;
      /** Several values can stand there at once. */
      readonly many: boolean;
      readonly lacking: readonly string[];
    }
  | { readonly kind: "disagree"; readonly owners: readonly [string, string]; readonly types: readonly [Type, Type] }
  | { readonly kind: "absent" };

export function entityContainer(types: readonly string[], vocabulary: Vocabulary): Container {
  const owners = types.flatMap((name): Owner[] => {
    const entry = vocabulary.types.get(name);
    return entry === undefined ? [] : [{ description: `\`${name}\``, attributes: entry.attributes }];
  });
  return { description: owners.map((owner) => owner.description).join(" or "), owners, types };
}

export function actionContainer(actions: readonly Action[]): Container {
  const owners = actions.map((action) => ({
    description: `action \`${action.name}\``,
    attributes: byName(action.attributes),
  }));
  return { description: "`action`", owners, actionNames: [...new Set(actions.map((action) => action.name))] };
}

export function rootContainer(root: Root, attributes: ReadonlyMap<string, Attribute>): Container {
  return { description: `\`${root}\``, owners: [{ description: `\`${root}\``, attributes }] };
}

/** What a path goes on from behind a value of the type; a set stands for each of its elements. */
export function containerOf(type: StaticType, text: string, vocabulary: Vocabulary): Container | undefined {
  if (type.kind === "entity") return entityContainer(type.types, vocabulary);
  if (type.kind === "set" && type.of !== undefined && type.of.kind !== "set") {
    return containerOf(type.of, text, vocabulary);
  }
  if (type.kind !== "record") return undefined;
  const description = `\`${text}\``;
  return { description, owners: [{ description, attributes: byName(type.attributes) }] };
}

function byName(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  return new Map(attributes.map((attribute) => [attribute.name, attribute]));
}

/** The member of that name: `id`, `parent` and `action.name`, which nothing declares, or an attribute. */
export function findMember(container: Container, name: string, vocabulary: Vocabulary): Member {
  if (container.types !== undefined && name === "id") return given({ kind: "string" });
  if (container.actionNames !== undefined && name === "name") {
    return given({ kind: "enum", values: container.actionNames });
  }
  const parents = name === "parent" ? parentTypes(container, vocabulary) : [];
  if (name === "parent" && parentsUnresolved(container, vocabulary)) return given(unresolvedType);
  if (parents.length > 0) return { ...given({ kind: "entity", types: parents }), many: true };
  return findAttribute(container.owners, name);
}

function given(type: Type): Extract<Member, { readonly kind: "member" }> {
  return { kind: "member", type, optional: false, many: false, lacking: [] };
}

/** What `parent` can be; a type without parents has none, which is no reason for a guard. */
function parentTypes(container: Container, vocabulary: Vocabulary): readonly string[] {
  const types = container.types ?? [];
  return [...new Set(types.flatMap((name) => vocabulary.types.get(name)?.type.resource?.parents ?? []))];
}

function parentsUnresolved(container: Container, vocabulary: Vocabulary): boolean {
  return (container.types ?? []).some((name) => vocabulary.types.get(name)?.parentsUnresolved === true);
}

/** An attribute that not all owners declare is optional; those that do must agree on its type. */
function findAttribute(owners: readonly Owner[], name: string): Member {
  const lacking: string[] = [];
  let first: { readonly owner: Owner; readonly attribute: Attribute } | undefined;
  let optional = false;
  for (const owner of owners) {
    const attribute = owner.attributes.get(name);
    if (attribute === undefined) {
      lacking.push(owner.description);
      continue;
    }
    if (attribute.optional) optional = true;
    if (first === undefined) first = { owner, attribute };
    else if (!sameType(first.attribute.type, attribute.type)) {
      return {
        kind: "disagree",
        owners: [first.owner.description, owner.description],
        types: [first.attribute.type, attribute.type],
      };
    }
  }
  if (first === undefined) return { kind: "absent" };
  return { kind: "member", type: first.attribute.type, optional: optional || lacking.length > 0, many: false, lacking };
}

/** Every name that may stand behind it, for suggestions. */
export function memberNames(container: Container, vocabulary: Vocabulary): ReadonlySet<string> {
  const names = new Set(container.owners.flatMap((owner) => [...owner.attributes.keys()]));
  if (container.types !== undefined) names.add("id");
  if (container.actionNames !== undefined) names.add("name");
  if (parentTypes(container, vocabulary).length > 0) names.add("parent");
  return names;
}

/** The types of a path that have a role of that name: most likely `is` was meant. */
export function hasRole(container: Container, name: string, vocabulary: Vocabulary): boolean {
  return (container.types ?? []).some((type) => vocabulary.types.get(type)?.roles.has(name) === true);
}
