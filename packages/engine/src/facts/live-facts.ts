import type { AssignmentData, Diagnostic, EntityData, HolderRef, Ref } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { parseEntity } from "./parse-facts.ts";
import { createReader, parseRef, type FactReader } from "./reader.ts";
import { holderKey, type AssignedHolder, type FactsTable, type StoredAssignment } from "./facts.ts";
import { parseAssignment } from "./parse-assignment.ts";

/** What is asked of assignments; what is left away matches all. */
export interface AssignmentFilter {
  readonly subject?: HolderRef;
  /** As the wire spells it. */
  readonly role?: string;
  readonly resource?: Ref;
}

/**
 * The facts of an engine. Entities, references and assignments are written as in facts files. A change shows in the very next
 * decision. What does not fit the policy throws a {@link FactsError} and changes nothing.
 */
export interface LiveFacts {
  /** Adds the entity, or replaces all that was known of it. */
  put(entity: EntityData): void;
  /** Forgets the entity; assignments that name it stay. Whether it was there. */
  delete(ref: Ref): boolean;
  assign(assignment: AssignmentData): void;
  /** Takes the role away whatever the bounds in time; how many assignments there were. */
  revoke(assignment: AssignmentData): number;
  assignments(filter?: AssignmentFilter): AssignmentData[];
}

/** Facts that do not fit the policy. */
export class FactsError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(
      diagnostics
        .map(({ location, message, help }) =>
          `${location.pointer ?? ""} ${message}${help === undefined ? "" : ` (${help})`}`.trim(),
        )
        .join("; "),
    );
    this.name = "FactsError";
    this.diagnostics = diagnostics;
  }
}

export function createLiveFacts(schema: Schema, table: FactsTable): LiveFacts {
  function read<T>(parse: (reader: FactReader) => T | undefined): T {
    const diagnostics: Diagnostic[] = [];
    const value = parse(createReader(schema, "facts", diagnostics));
    if (value === undefined || diagnostics.length > 0) throw new FactsError(diagnostics);
    return value;
  }
  const readAssignment = (data: unknown): StoredAssignment => read((reader) => parseAssignment(data, [], reader));
  return {
    put: (entity) => table.put(read((reader) => parseEntity(entity, [], reader))),
    delete: (ref) => table.delete(read((reader) => parseRef(ref, [], reader))),
    assign: (assignment) => table.assign(readAssignment(assignment)),
    revoke(assignment) {
      const { holder, role, resource } = readAssignment(assignment);
      return table.revoke(holder, role, resource);
    },
    assignments: (filter = {}) =>
      [...table.assignments()]
        .filter((assignment) => isWanted(assignment, filter, schema))
        .map(({ data }) => structuredClone(data)),
  };
}

function isWanted(
  { holder, data }: StoredAssignment,
  { subject, role, resource }: AssignmentFilter,
  schema: Schema,
): boolean {
  if (role !== undefined && data.role !== role) return false;
  if (resource !== undefined && (data.resource?.type !== resource.type || data.resource.id !== resource.id))
    return false;
  return subject === undefined || holderKey(holder) === holderKey(wantedHolder(subject, schema));
}

function wantedHolder(subject: HolderRef, schema: Schema): AssignedHolder {
  const entry = schema.typesByWire.get(subject.type);
  const type = entry?.type.name ?? subject.type;
  if (subject.role === undefined)
    return subject.id === "*" ? { kind: "all", type } : { kind: "entity", ref: { type, id: subject.id } };
  return {
    kind: "role",
    role: entry?.roles.byWire.get(subject.role)?.name ?? subject.role,
    of: { type, id: subject.id },
  };
}
