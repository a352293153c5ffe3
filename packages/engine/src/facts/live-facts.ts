import type { AssignmentData, Diagnostic, EntityData, HolderRef, Ref } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { notFacts } from "../diagnostics/facts/not-facts.ts";
import { isObject } from "../values/decode.ts";
import type { AssignedHolder, StoredAssignment, StoredEntity } from "./facts.ts";
import { sameHolder, sameStored } from "./facts.ts";
import { parseAssignment } from "./parse-assignment.ts";
import { parseEntity } from "./parse-facts.ts";
import { createReader, findingsOf, parseRef, wireRef, type FactReader, type Tally } from "./reader.ts";
import type { FactsTable } from "./table.ts";
import { writeAssignment, writeEntity, writeJsonLines } from "./write-facts.ts";

/** What is asked of assignments; what is left away matches all. */
export interface AssignmentFilter {
  readonly subject?: HolderRef;
  /** As the wire spells it. */
  readonly role?: string;
  readonly resource?: Ref;
}

/** One change of facts, written as facts files write entities, references and assignments. */
export type FactsChange =
  | { readonly put: EntityData }
  | { readonly delete: Ref }
  | { readonly assign: AssignmentData }
  /** Takes the role away whatever the bounds in time. */
  | { readonly revoke: AssignmentData };

/**
 * The facts of an engine. Entities, references and assignments are written as in facts files. A change shows in the very next
 * decision. What does not fit the policy, or would give somebody roles that exclude one another (`exclusive`), throws a
 * {@link FactsError} and changes nothing.
 */
export interface LiveFacts {
  /** Adds the entity, or replaces all that was known of it. */
  put(entity: EntityData): void;
  /** Forgets the entity; assignments that name it stay. Whether it was there. */
  delete(ref: Ref): boolean;
  assign(assignment: AssignmentData): void;
  /** Takes the role away whatever the bounds in time; how many assignments there were. */
  revoke(assignment: AssignmentData): number;
  /** All of the changes, in their order, or none: what must hold is looked at when all are made. */
  apply(changes: readonly FactsChange[]): void;
  /**
   * Calls the listener after each change with what has really changed, a batch at once; `delete` and `revoke` name what was
   * there. What a listener throws is given to `onError` of the engine. Returns how to stop it.
   */
  onChange(listener: FactsListener): () => void;
  entity(ref: Ref): EntityData | undefined;
  /** Of one type, or all. */
  entities(type?: string): EntityData[];
  assignments(filter?: AssignmentFilter): AssignmentData[];
  /** All facts as JSON Lines, a line at a time; the same facts are the same bytes. */
  jsonLines(): Iterable<string>;
}

export type FactsListener = (changes: readonly FactsChange[]) => void | Promise<void>;

/** Facts that do not fit the policy. */
export class FactsError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(
      diagnostics
        .map(({ location: { source, pointer = "" }, message, help }) =>
          `${source === "facts" ? "" : `${source}: `}${pointer} ${message}${help === undefined ? "" : ` (${help})`}`.trim(),
        )
        .join("; "),
    );
    this.name = "FactsError";
    this.diagnostics = diagnostics;
  }
}

/** A change in the policy's terms. */
export type StoredChange =
  | {
      readonly kind: "entity";
      readonly ref: Ref;
      readonly before: StoredEntity | undefined;
      readonly after: StoredEntity | undefined;
    }
  | { readonly kind: "assign"; readonly assignment: StoredAssignment }
  | { readonly kind: "revoke"; readonly assignment: StoredAssignment };

/** What must hold after every change. */
export interface Integrity {
  /** Why the changes, which have been made, may not stay; `undo` and `redo` make them unmade and made again. */
  refuse(
    changes: readonly StoredChange[],
    moves: { readonly undo: () => void; readonly redo: () => void },
  ): readonly Diagnostic[];
}

/** What facts change in: a policy may take the place of another. */
export interface FactsHome {
  readonly schema: Schema;
  readonly table: FactsTable;
  readonly integrity: Integrity;
}

type Order =
  | { readonly kind: "put"; readonly entity: StoredEntity }
  | { readonly kind: "delete"; readonly ref: Ref }
  | { readonly kind: "assign" | "revoke"; readonly assignment: StoredAssignment };

export function createLiveFacts(home: () => FactsHome, onError: (error: unknown) => void): LiveFacts {
  const listeners = new Set<FactsListener>();
  const untold: (readonly FactsChange[])[] = [];

  /** What a listener changes itself is told when all have heard what it was told: everybody hears of all changes in their order. */
  function tell(changes: readonly FactsChange[]): void {
    if (untold.push(changes) > 1) return;
    for (const each of untold) tellOne(each, listeners, onError);
    untold.length = 0;
  }

  function apply(changes: readonly FactsChange[]): readonly StoredChange[] {
    const { schema, table, integrity } = home();
    const orders = readOrders(changes, schema);
    const done = orders.flatMap((order) => carryOut(order, table));
    const undo = (): void => done.toReversed().forEach((change) => reverse(change, table));
    const redo = (): void => done.forEach((change) => repeat(change, table));
    const refusals = integrity.refuse(done, { undo, redo });
    if (refusals.length > 0) {
      undo();
      throw new FactsError(refusals);
    }
    if (done.length > 0 && listeners.size > 0) tell(done.map((change) => describe(change, schema)));
    return done;
  }

  return {
    put: (entity) => void apply([{ put: entity }]),
    delete: (ref) => apply([{ delete: ref }]).length > 0,
    assign: (assignment) => void apply([{ assign: assignment }]),
    revoke: (assignment) => apply([{ revoke: assignment }]).length,
    apply: (changes) => void apply(changes),
    onChange(listener) {
      const own: FactsListener = (changes) => listener(changes);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    entity(ref) {
      const { schema, table } = home();
      const type = schema.typesByWire.get(ref.type)?.type.name;
      const entity = type === undefined ? undefined : table.entity({ type, id: ref.id });
      return entity === undefined ? undefined : writeEntity(entity, schema);
    },
    entities(wire) {
      const { schema, table } = home();
      const type = wire === undefined ? undefined : (schema.typesByWire.get(wire)?.type.name ?? "");
      const found = type === undefined ? table.entities() : stored(table, type);
      return Array.from(found, (entity) => writeEntity(entity, schema));
    },
    assignments(filter = {}) {
      const { schema, table } = home();
      return Array.from(select(filter, schema, table), (assignment) => writeAssignment(assignment, schema));
    },
    jsonLines() {
      const { schema, table } = home();
      return writeJsonLines(table, schema);
    },
  };
}

function tellOne(
  changes: readonly FactsChange[],
  listeners: Iterable<FactsListener>,
  onError: (error: unknown) => void,
): void {
  for (const listener of Array.from(listeners)) {
    try {
      const told: unknown = listener(changes);
      // An async function is let go, but what it rejects with must not end the process.
      if (told instanceof Promise) told.catch(onError);
    } catch (error) {
      onError(error);
    }
  }
}

function* stored(table: FactsTable, type: string): Generator<StoredEntity> {
  for (const ref of table.known(type)) {
    const entity = table.entity(ref);
    if (entity !== undefined) yield entity;
  }
}

/** Reads everything before anything is changed. */
function readOrders(changes: readonly FactsChange[], schema: Schema): readonly Order[] {
  const tally: Tally = { diagnostics: [], more: 0 };
  const reader = createReader(schema, "facts", tally);
  const single = changes.length === 1;
  const orders = changes.flatMap((change, index) => readOrder(change, single ? [] : [index], reader) ?? []);
  if (tally.diagnostics.length > 0 || orders.length < changes.length) throw new FactsError(findingsOf(tally));
  return orders;
}

function readOrder(change: FactsChange, path: readonly (string | number)[], reader: FactReader): Order | undefined {
  const [kind, ...others] = isObject(change) ? Object.keys(change) : [];
  if (!changeKinds.has(kind) || others.length > 0)
    return reader.report(notFacts, path, { expected: "a change: one of `put`, `delete`, `assign`, `revoke`" });
  if ("put" in change) {
    const entity = parseEntity(change.put, path, reader);
    return entity === undefined ? undefined : { kind: "put", entity };
  }
  if ("delete" in change) {
    const ref = parseRef(change.delete, path, reader);
    return ref === undefined ? undefined : { kind: "delete", ref };
  }
  const assignment = parseAssignment("assign" in change ? change.assign : change.revoke, path, reader);
  return assignment === undefined ? undefined : { kind: "assign" in change ? "assign" : "revoke", assignment };
}

const changeKinds: ReadonlySet<string | undefined> = new Set(["put", "delete", "assign", "revoke"]);

/** Makes the change; nothing when it changes nothing. */
function carryOut(order: Order, table: FactsTable): StoredChange[] {
  switch (order.kind) {
    case "put": {
      const { entity } = order;
      const before = table.put(entity);
      return sameStored(before, entity) ? [] : [{ kind: "entity", ref: entity.ref, before, after: entity }];
    }
    case "delete": {
      const before = table.delete(order.ref);
      return before === undefined ? [] : [{ kind: "entity", ref: order.ref, before, after: undefined }];
    }
    case "assign": {
      const assignment = table.assign(order.assignment);
      return assignment === undefined ? [] : [{ kind: "assign", assignment }];
    }
    case "revoke":
      return table.alike(order.assignment).map((assignment) => {
        table.remove(assignment);
        return { kind: "revoke", assignment };
      });
  }
}

function reverse(change: StoredChange, table: FactsTable): void {
  if (change.kind === "entity") setEntity(change.ref, change.before, table);
  else setAssigned(change.assignment, change.kind === "revoke", table);
}

function repeat(change: StoredChange, table: FactsTable): void {
  if (change.kind === "entity") setEntity(change.ref, change.after, table);
  else setAssigned(change.assignment, change.kind === "assign", table);
}

function setEntity(ref: Ref, entity: StoredEntity | undefined, table: FactsTable): void {
  if (entity === undefined) table.delete(ref);
  else table.put(entity);
}

function setAssigned(assignment: StoredAssignment, wanted: boolean, table: FactsTable): void {
  if (wanted) table.assign(assignment);
  else for (const other of table.alike(assignment)) if (sameBounds(other, assignment)) table.remove(other);
}

function sameBounds(left: StoredAssignment, right: StoredAssignment): boolean {
  return left.notBefore === right.notBefore && left.notAfter === right.notAfter;
}

function describe(change: StoredChange, schema: Schema): FactsChange {
  switch (change.kind) {
    case "assign":
      return { assign: writeAssignment(change.assignment, schema) };
    case "revoke":
      return { revoke: writeAssignment(change.assignment, schema) };
    case "entity":
      return change.after === undefined
        ? { delete: wireRef(change.ref, schema) }
        : { put: writeEntity(change.after, schema) };
  }
}

/** Through the index that the filter allows. */
function* select(filter: AssignmentFilter, schema: Schema, table: FactsTable): Generator<StoredAssignment> {
  const { subject, role, resource } = filter;
  const holder = subject === undefined ? undefined : wantedHolder(subject, schema);
  const place = resource === undefined ? undefined : declaredRef(resource, schema);
  for (const assignment of candidates(holder, place, table)) {
    if (holder !== undefined && !sameHolder(assignment.holder, holder)) continue;
    if (place !== undefined && (assignment.resource?.type !== place.type || assignment.resource.id !== place.id))
      continue;
    if (role === undefined || writeAssignment(assignment, schema).role === role) yield assignment;
  }
}

function candidates(
  holder: AssignedHolder | undefined,
  place: Ref | undefined,
  table: FactsTable,
): Iterable<StoredAssignment> {
  if (holder === undefined) return place === undefined ? table.assignments() : table.assignmentsAt(place);
  if (holder.kind === "all") return table.assignmentsForAll(holder.type);
  return table.assignmentsFor(holder.kind === "entity" ? holder.ref : holder.of);
}

function declaredRef({ type, id }: Ref, schema: Schema): Ref {
  return { type: schema.typesByWire.get(type)?.type.name ?? "", id };
}

function wantedHolder(subject: HolderRef, schema: Schema): AssignedHolder {
  const entry = schema.typesByWire.get(subject.type);
  const type = entry?.type.name ?? "";
  if (subject.role === undefined)
    return subject.id === "*" ? { kind: "all", type } : { kind: "entity", ref: { type, id: subject.id } };
  const role = entry?.roles.byWire.get(subject.role)?.name ?? subject.role;
  return { kind: "role", role, of: { type, id: subject.id } };
}
