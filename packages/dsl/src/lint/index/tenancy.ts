import type { EntityType, Expression, People, Path, Policy, Type } from "@authz/model";
import { pathsIn } from "./expressions.ts";
import { namesOfPeople } from "./people.ts";
import { mentions } from "./words.ts";

/** Words in the name of what belongs to one customer. A bank's `Account` is none, so that it is not among them. */
export const tenantWords: readonly string[] = ["tenant", "organization", "organisation", "org", "workspace"];

/** Resource types that belong to a tenant, with its name: an attribute, or the type that they are in, at whatever depth. */
export function tenantedTypes(policy: Policy, words: readonly string[]): ReadonlyMap<string, string> {
  const types = policy.types.filter(({ name, resource }) => resource !== undefined && !mentions(name, words));
  const tenanted = new Map<string, string>();
  for (const type of types) {
    const tenant = ownTenant(type, words);
    if (tenant !== undefined) tenanted.set(type.name, tenant);
  }
  const children = childrenByParent(types);
  const open = [...tenanted.keys()];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const child of children.get(name) ?? []) {
      if (tenanted.has(child)) continue;
      tenanted.set(child, tenanted.get(name) ?? "");
      open.push(child);
    }
  }
  return tenanted;
}

function ownTenant({ attributes, resource }: EntityType, words: readonly string[]): string | undefined {
  const parent = resource?.parents.find((name) => mentions(name, words));
  return parent ?? attributes.find(({ name, type }) => canName(type) && mentions(name, words))?.name;
}

function canName(type: Type): boolean {
  return type.kind === "string" || type.kind === "entity" || type.kind === "set";
}

function childrenByParent(types: readonly EntityType[]): ReadonlyMap<string, readonly string[]> {
  const pairs = types.flatMap(({ name, resource }) => (resource?.parents ?? []).map((parent) => ({ parent, name })));
  const grouped = Map.groupBy(pairs, ({ parent }) => parent);
  return new Map([...grouped].map(([parent, list]) => [parent, list.map(({ name }) => name)]));
}

/** Whether guards or people look at a tenant, or at what the resource is in. */
export function looksAtTenant(
  { who, guards }: { readonly who?: People; readonly guards: readonly Expression[] },
  words: readonly string[],
): boolean {
  const names = who === undefined ? [] : namesOfPeople(who);
  return (
    names.some(({ kind }) => kind === "member") || guards.flatMap(pathsIn).some((path) => leadsToTenant(path, words))
  );
}

function leadsToTenant({ root, steps }: Path, words: readonly string[]): boolean {
  return (root === "resource" && steps.includes("parent")) || steps.some((step) => mentions(step, words));
}
