import type { AssignmentData, Ref } from "@authz/model";
import { refKey, type Value } from "../values/value.ts";

/** Checked facts of one policy: what `parseFacts` makes and `compile` takes. */
export interface Facts {
  readonly kind: "facts";
  /** The version of the policy that they were checked against. */
  readonly policy: string;
  readonly entities: readonly StoredEntity[];
  readonly assignments: readonly StoredAssignment[];
}

/** Names are the declared ones; only what was given is there, defaults are not. */
export interface StoredEntity {
  readonly ref: Ref;
  readonly attributes: ReadonlyMap<string, Value | undefined>;
  readonly parents: readonly Ref[];
  readonly groups: readonly Ref[];
}

export interface StoredAssignment {
  readonly holder: AssignedHolder;
  readonly role: string;
  readonly resource?: Ref;
  /** Milliseconds, inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** As it was given. */
  readonly data: AssignmentData;
  /** Where: the name of the source and the RFC 6901 pointer in it. */
  readonly origin: { readonly source: string; readonly pointer: string };
}

export type AssignedHolder =
  | { readonly kind: "entity"; readonly ref: Ref }
  | { readonly kind: "all"; readonly type: string }
  | { readonly kind: "role"; readonly role: string; readonly of: Ref };

/** What decisions ask of facts. */
export interface FactsReader {
  entity(ref: Ref): StoredEntity | undefined;
  /** Every assignment of the role, on the resource or (without one) application-wide, whatever its time. */
  assignmentsOf(role: string, resource: Ref | undefined): readonly StoredAssignment[];
}

/** Facts that change; the next decision sees it. */
export interface FactsTable extends FactsReader {
  put(entity: StoredEntity): void;
  delete(ref: Ref): boolean;
  assign(assignment: StoredAssignment): void;
  /** Takes away every assignment of the role to the holder, whatever its time; how many there were. */
  revoke(holder: AssignedHolder, role: string, resource: Ref | undefined): number;
  assignments(): Iterable<StoredAssignment>;
  entities(): Iterable<StoredEntity>;
}

export function createFactsTable(facts: Facts | undefined): FactsTable {
  const entities = new Map<string, StoredEntity>();
  const assignments = new Map<string, StoredAssignment[]>();
  const none: readonly StoredAssignment[] = [];
  const table: FactsTable = {
    entity: (ref) => entities.get(refKey(ref)),
    assignmentsOf: (role, resource) => assignments.get(placeKey(role, resource)) ?? none,
    put: (entity) => void entities.set(refKey(entity.ref), entity),
    delete: (ref) => entities.delete(refKey(ref)),
    assign(assignment) {
      const key = placeKey(assignment.role, assignment.resource);
      const list = assignments.get(key);
      if (list === undefined) assignments.set(key, [assignment]);
      else if (!list.some((other) => sameAssignment(other, assignment))) list.push(assignment);
    },
    revoke(holder, role, resource) {
      const key = placeKey(role, resource);
      const list = assignments.get(key) ?? [];
      const kept = list.filter((other) => holderKey(other.holder) !== holderKey(holder));
      if (kept.length === 0) assignments.delete(key);
      else assignments.set(key, kept);
      return list.length - kept.length;
    },
    *assignments() {
      for (const list of assignments.values()) yield* list;
    },
    entities: () => entities.values(),
  };
  for (const entity of facts?.entities ?? []) table.put(entity);
  for (const assignment of facts?.assignments ?? []) table.assign(assignment);
  return table;
}

/** Injective: names hold no NUL, and the id comes last. */
function placeKey(role: string, resource: Ref | undefined): string {
  return resource === undefined ? role : `${role}\u0000${refKey(resource)}`;
}

export function holderKey(holder: AssignedHolder): string {
  switch (holder.kind) {
    case "entity":
      return `entity\u0000${refKey(holder.ref)}`;
    case "all":
      return `all\u0000${holder.type}`;
    case "role":
      return `role\u0000${holder.role}\u0000${refKey(holder.of)}`;
  }
}

function sameAssignment(left: StoredAssignment, right: StoredAssignment): boolean {
  return (
    left.notBefore === right.notBefore &&
    left.notAfter === right.notAfter &&
    holderKey(left.holder) === holderKey(right.holder)
  );
}
