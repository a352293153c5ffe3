import { parseTime, requestLimits, type Holder, type Ref, type Role } from "@authz/model";
import type { AssignedHolder, FactsReader, StoredAssignment, StoredEntity } from "../facts/facts.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { decodeMembers, isObject, member, type Decoding } from "../values/decode.ts";
import { obtain } from "../values/obtain.ts";

/** Facts from plain JSON; undefined when they do not fit: what `parseFacts` refuses, without saying why. Never throws. */
export function readData(data: unknown, schema: Schema): FactsReader | undefined {
  try {
    const { entities, assignments } = shape(data, ["entities", "assignments"]);
    return createDataReader(
      list(entities).map((item) => readEntity(item, schema)),
      list(assignments).map((item) => readAssignment(item, schema)),
    );
  } catch {
    return undefined;
  }
}

/** Facts that never change, for one policy's decisions. */
function createDataReader(entities: readonly StoredEntity[], assignments: readonly StoredAssignment[]): FactsReader {
  const [byRef, byPlace] = [createIndex<StoredEntity>(), createIndex<StoredAssignment>()];
  for (const entity of entities) if (byRef.add(entity, "", entity.ref) > 1) misfit();
  for (const assignment of assignments) byPlace.add(assignment, assignment.role, assignment.resource);
  return {
    entity: (ref) => byRef.get("", ref)[0],
    assignmentsTo: (_, role, on) => byPlace.get(role, on),
  };
}

interface Index<T> {
  /** How many are there with it. */
  add(item: T, name: string, on: Ref | undefined): number;
  get(name: string, on: Ref | undefined): readonly T[];
}

const nowhere: Ref = { type: "", id: "" };
const none: readonly never[] = [];

/** By a name and a reference: no key is ever built, so none can collide. */
function createIndex<T>(): Index<T> {
  const lists = new Map<string, Map<string, Map<string, T[]>>>();
  return {
    add(item, name, { type, id } = nowhere) {
      const ofName = obtain(lists, name, () => new Map<string, Map<string, T[]>>());
      return obtain(
        obtain(ofName, type, () => new Map<string, T[]>()),
        id,
        () => [],
      ).push(item);
    },
    get: (name, { type, id } = nowhere) => lists.get(name)?.get(type)?.get(id) ?? none,
  };
}

function misfit(): never {
  throw new TypeError("misfit");
}

/** The value, which must be there. */
function found<T>(value: T | undefined): T {
  return value ?? misfit();
}

type Shape = Readonly<Record<string, unknown>>;

/** The members of an object that has no others. */
function shape(data: unknown, known: readonly string[]): Shape {
  if (!isObject(data) || !Object.keys(data).every((name) => known.includes(name))) misfit();
  return Object.fromEntries(known.map((name) => [name, member(data, name)]));
}

function list(data: unknown): readonly unknown[] {
  return data === undefined ? [] : Array.isArray(data) ? data : misfit();
}

function listOrOne(data: unknown): readonly unknown[] {
  return data === undefined || Array.isArray(data) ? list(data) : [data];
}

interface Read {
  readonly ref: Ref;
  readonly entry: TypeEntry;
}

function readRef(data: unknown, schema: Schema): Read {
  if (!isObject(data)) misfit();
  const [wire, id] = [member(data, "type"), member(data, "id")];
  if (typeof wire !== "string" || typeof id !== "string") misfit();
  const entry = found(schema.typesByWire.get(wire));
  return { ref: { type: entry.type.name, id }, entry };
}

function readEntity(data: unknown, schema: Schema): StoredEntity {
  const { type, id, properties, parent, groups } = shape(data, ["type", "id", "properties", "parent", "groups"]);
  const { ref, entry } = readRef({ type, id }, schema);
  if (id === "*") misfit();
  const decoding: Decoding = {
    schema,
    unknownAttributes: "report",
    setSize: requestLimits.setSize,
    report: misfit,
  };
  const named = (from: unknown, fits: (other: TypeEntry) => boolean | undefined): readonly Ref[] =>
    listOrOne(from).map((item) => {
      const other = readRef(item, schema);
      return fits(other.entry) === true ? other.ref : misfit();
    });
  if (properties !== undefined && !isObject(properties)) misfit();
  return {
    ref,
    attributes: decodeMembers(properties ?? {}, entry.type.attributes, [], decoding),
    parents: named(parent, (other) => entry.type.resource?.parents.includes(other.type.name)),
    groups: named(groups, (other) => other.type.members?.includes(ref.type)),
  };
}

function readAssignment(data: unknown, schema: Schema): StoredAssignment {
  const asked = shape(data, ["subject", "role", "resource", "notBefore", "notAfter"]);
  const resource = asked["resource"] === undefined ? undefined : readRef(asked["resource"], schema);
  const role = readRole(asked["role"], resource, schema);
  const { holder, as } = readHolder(asked["subject"], schema);
  if (!role.holders.some((admitted) => isHolder(admitted, as))) misfit();
  return {
    holder,
    role: role.name,
    resource: resource?.ref,
    notBefore: readBound(asked["notBefore"]),
    notAfter: readBound(asked["notAfter"]),
  };
}

function readRole(data: unknown, on: Read | undefined, schema: Schema): Role {
  const table = on === undefined ? schema.roles : on.entry.roles;
  return found(typeof data === "string" ? table.byWire.get(data) : undefined);
}

function readHolder(data: unknown, schema: Schema): { readonly holder: AssignedHolder; readonly as: Holder } {
  const read = readRef(data, schema);
  const { ref } = read;
  const wire = isObject(data) ? member(data, "role") : undefined;
  if (wire === undefined) {
    const { type } = ref;
    return ref.id === "*"
      ? { holder: { kind: "all", type }, as: { kind: "all", type } }
      : { holder: { kind: "entity", ref }, as: { kind: "entity", type } };
  }
  const { name: role } = readRole(wire, ref.id === "*" ? misfit() : read, schema);
  return { holder: { kind: "role", role, of: ref }, as: { kind: "role", type: ref.type, role } };
}

function isHolder(admitted: Holder, holder: Holder): boolean {
  return (
    admitted.kind === holder.kind &&
    admitted.type === holder.type &&
    (admitted.kind === "role" && admitted.role) === (holder.kind === "role" && holder.role)
  );
}

function readBound(data: unknown): number | undefined {
  return data === undefined ? undefined : found(typeof data === "string" ? parseTime(data) : undefined);
}
