import { compareText, formatTime, type AssignmentData, type EntityData, type HolderRef, type Ref } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { encodeMembers } from "../values/encode.ts";
import type { AssignedHolder, FactsIndex, StoredAssignment, StoredEntity } from "./facts.ts";
import { wireRef } from "./reader.ts";

/** The entity as facts files write it: what `parseEntity` makes the same entity of. */
export function writeEntity({ ref, attributes, parents, groups }: StoredEntity, schema: Schema): EntityData {
  const declared = schema.types.get(ref.type)?.type.attributes ?? [];
  return {
    ...wireRef(ref, schema),
    ...(attributes.size === 0 ? {} : { properties: encodeMembers(attributes, declared, schema) }),
    ...(parents.length === 0 ? {} : { parent: writeRefs(parents, schema) }),
    ...(groups.length === 0 ? {} : { groups: writeRefs(groups, schema) }),
  };
}

function writeRefs(refs: readonly Ref[], schema: Schema): Ref | Ref[] {
  const [only, ...others] = refs.map((ref) => wireRef(ref, schema));
  return only !== undefined && others.length === 0 ? only : refs.map((ref) => wireRef(ref, schema));
}

/** The assignment as facts files write it; times in UTC. */
export function writeAssignment(assignment: StoredAssignment, schema: Schema): AssignmentData {
  const { holder, role, resource, notBefore, notAfter } = assignment;
  return {
    subject: writeHolder(holder, schema),
    role: wireRole(role, resource, schema),
    ...(resource === undefined ? {} : { resource: wireRef(resource, schema) }),
    ...(notBefore === undefined ? {} : { notBefore: formatTime(notBefore) }),
    ...(notAfter === undefined ? {} : { notAfter: formatTime(notAfter) }),
  };
}

function writeHolder(holder: AssignedHolder, schema: Schema): HolderRef {
  switch (holder.kind) {
    case "entity":
      return wireRef(holder.ref, schema);
    case "all":
      return wireRef({ type: holder.type, id: "*" }, schema);
    case "role":
      return { ...wireRef(holder.of, schema), role: wireRole(holder.role, holder.of, schema) };
  }
}

function wireRole(role: string, on: Ref | undefined, schema: Schema): string {
  const table = on === undefined ? schema.roles : schema.types.get(on.type)?.roles;
  return table?.byName.get(role)?.wire ?? role;
}

/**
 * All facts as JSON Lines: entities by type and id, then assignments by resource, role, holder and time. The same facts are the
 * same bytes, whatever the order in which they came. The lines are those of the facts at the call, however late they are read.
 */
export function writeJsonLines(facts: FactsIndex, schema: Schema): Iterable<string> {
  const entities = [...facts.entities()].sort((left, right) => compareRefs(left.ref, right.ref));
  const assignments = [...facts.assignments()].sort(compareAssignments);
  return linesOf(entities, assignments, schema);
}

function* linesOf(
  entities: readonly StoredEntity[],
  assignments: readonly StoredAssignment[],
  schema: Schema,
): Generator<string> {
  for (const entity of entities) yield `${JSON.stringify(writeEntity(entity, schema))}\n`;
  for (const assignment of assignments) yield `${JSON.stringify(writeAssignment(assignment, schema))}\n`;
}

export function compareRefs(left: Ref, right: Ref): number {
  return compareText(left.type, right.type) || compareText(left.id, right.id);
}

/** By resource, role, holder and time. */
export function compareAssignments(left: StoredAssignment, right: StoredAssignment): number {
  return (
    compareRefs(left.resource ?? nowhere, right.resource ?? nowhere) ||
    compareText(left.role, right.role) ||
    compareText(left.holder.kind, right.holder.kind) ||
    compareRefs(holderRef(left.holder), holderRef(right.holder)) ||
    compareText(roleOf(left.holder), roleOf(right.holder)) ||
    (left.notBefore ?? -Infinity) - (right.notBefore ?? -Infinity) ||
    (left.notAfter ?? Infinity) - (right.notAfter ?? Infinity) ||
    0
  );
}

const nowhere: Ref = { type: "", id: "" };

function holderRef(holder: AssignedHolder): Ref {
  if (holder.kind === "entity") return holder.ref;
  return holder.kind === "all" ? { type: holder.type, id: "*" } : holder.of;
}

function roleOf(holder: AssignedHolder): string {
  return holder.kind === "role" ? holder.role : "";
}
