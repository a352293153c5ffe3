import type { People, Role } from "@authz/model";
import type { RoleTable, Schema, TypeEntry } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";

/** A set of people, seen from one resource, that has no condition in it: whoever is reached belongs to it. */
export type Root =
  | { readonly kind: "anyone" }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "member"; readonly path: readonly string[]; readonly name: string }
  /** Those to whom the very role is assigned, on the resource or application-wide; not its seniors, not whom it is derived for. */
  | { readonly kind: "assigned"; readonly role: string; readonly on: "resource" | "application" };

/** The union of some roots, with what can be known of it without facts. */
export interface Plan {
  readonly roots: readonly Root[];
  /** Is anything seen from the resource? Otherwise the people are the same for every resource. */
  readonly local: boolean;
  /** Application-wide roles that give membership wherever facts lead: by name; and as callers assert them. */
  readonly roles: readonly string[];
  readonly asserted: ReadonlySet<string>;
  readonly anyone: boolean;
  /** Asked of callers without an identity, to whom nothing is assigned: not through roles that everybody holds either. */
  readonly anonymous: boolean;
  /** Subject types of which everybody belongs to it. */
  readonly types: ReadonlySet<string>;
  /** Names of the attributes that may be read on the way, of whatever entity. */
  readonly reads: ReadonlySet<string>;
  /** Where what was worked out for a resource is kept. */
  readonly index: number;
  /** What was worked out when the people are the same for every resource. */
  everywhere: unknown;
}

/** What a walk through the policy from some roots comes by. */
export interface Survey {
  /** Without conditions: a union throughout, all roles without guards. */
  simple: boolean;
  /** Roles, by the type that they are on (empty: application-wide). */
  readonly roles: Map<string, Set<string>>;
  readonly reads: Set<string>;
}

/** Everything that roots can lead to in whatever facts, seen from a resource of the type. */
export function survey(roots: readonly Root[], on: string, schema: Schema): Survey {
  const found: Survey = { simple: true, roles: new Map(), reads: new Set() };
  const due: (() => void)[] = roots.map((root) => () => visitRoot(root));
  for (let next = due.pop(); next !== undefined; next = due.pop()) next();
  // Only now: on the way, such a role may also have been come by as a whole, with its seniors and whom it is derived for.
  for (const root of roots) if (root.kind === "assigned") add(found.roles, placeOf(root), root.role);
  return found;

  function visitRoot(root: Root): void {
    if (root.kind !== "assigned") return visitPeople(root, on);
    visitHolders(rolesOf(placeOf(root), schema)?.byName.get(root.role));
  }

  function placeOf(root: Root & { kind: "assigned" }): string {
    return root.on === "resource" ? on : "";
  }

  function visitRole(place: string, name: string): void {
    const table = rolesOf(place, schema);
    const role = table?.byName.get(name);
    if (role === undefined || !add(found.roles, place, name)) return;
    for (const senior of table?.seniors.get(name) ?? []) due.push(() => visitRole(place, senior));
    visitHolders(role);
    if (role.derived === undefined) return;
    if (role.derived.guards.length > 0) found.simple = false;
    visitPeople(role.derived.people, place);
  }

  function visitHolders(role: Role | undefined): void {
    for (const holder of role?.holders ?? [])
      if (holder.kind === "role") due.push(() => visitRole(holder.type, holder.role));
  }

  function visitPeople(people: People, place: string): void {
    switch (people.kind) {
      case "anyone":
      case "type":
        return;
      case "role":
        return void due.push(() => visitRole("", people.role));
      case "or":
        return people.items.forEach((item) => visitPeople(item, place));
      case "and":
      case "butNot":
        found.simple = false;
        return;
      case "member":
        for (const step of people.path) found.reads.add(step);
        for (const type of typesAt(people.path, place, schema)) {
          if (rolesOf(type, schema)?.byName.has(people.name)) due.push(() => visitRole(type, people.name));
          else found.reads.add(people.name);
        }
    }
  }
}

/** The types of entities that a path can lead to. */
function typesAt(path: readonly string[], from: string, schema: Schema): ReadonlySet<string> {
  return path.reduce<ReadonlySet<string>>(
    (types, step) => new Set([...types].flatMap((type) => typesBehind(schema.types.get(type), step))),
    new Set([from]),
  );
}

function typesBehind(entry: TypeEntry | undefined, step: string): readonly string[] {
  const attribute = entry?.attributes.get(step);
  if (attribute === undefined) return step === "parent" ? (entry?.type.resource?.parents ?? []) : [];
  const type = attribute.type.kind === "set" ? attribute.type.of : attribute.type;
  return type.kind === "entity" ? type.types : [];
}

export function rolesOf(place: string, schema: Schema): RoleTable | undefined {
  return place === "" ? schema.roles : schema.types.get(place)?.roles;
}

export function createPlan(
  roots: readonly Root[],
  { reads }: Survey,
  { schema, anonymous }: { readonly schema: Schema; readonly anonymous: boolean },
  index: number,
): Plan {
  const roles = new Set<string>();
  const types = new Set<string>();
  let anyone = false;
  for (const root of roots) {
    if (root.kind === "assigned" && root.on === "application") roles.add(root.role);
    if (root.kind !== "assigned" && root.kind !== "member") visit(root);
  }
  const names = [...roles];
  return {
    roots,
    local: roots.some(isLocal),
    roles: names,
    asserted: new Set(names.flatMap((name) => schema.roles.byName.get(name)?.wire ?? [])),
    anyone,
    anonymous,
    types,
    reads,
    index,
    everywhere: undefined,
  };

  function visit(people: People): void {
    if (people.kind === "anyone") anyone = true;
    else if (people.kind === "type") types.add(people.type);
    else if (people.kind === "or") people.items.forEach(visit);
    else if (people.kind === "role") visitRole(people.role);
  }

  function visitRole(name: string): void {
    if (roles.has(name)) return;
    roles.add(name);
    for (const senior of schema.roles.seniors.get(name) ?? []) visitRole(senior);
    const derived = schema.roles.byName.get(name)?.derived;
    if (derived !== undefined) visit(derived.people);
  }
}

function isLocal(root: Root): boolean {
  return root.kind === "member" || (root.kind === "assigned" && root.on === "resource");
}

function add(table: Map<string, Set<string>>, key: string, value: string): boolean {
  const values = obtain(table, key, () => new Set<string>());
  return !values.has(value) && values.add(value).size > 0;
}
