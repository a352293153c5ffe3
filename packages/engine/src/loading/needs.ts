import type { AssignmentData, EntityData, Ref, Role } from "@authz/model";
import type { FactsReader, Member, StoredAssignment } from "../facts/facts.ts";
import { wireRef } from "../facts/reader.ts";
import type { Schema } from "../schema/schema.ts";
import { refKey } from "../values/value.ts";

/** Facts as plain data, as facts files hold them. */
export interface FactsData {
  readonly entities?: readonly EntityData[];
  readonly assignments?: readonly AssignmentData[];
}

/** Facts that a decision may depend on and that are not known yet. Names are the wire's. */
export interface Needs {
  /** Whatever is stored of them: properties, parent, groups. */
  readonly entities: readonly Ref[];
  readonly assignments: readonly AssignmentNeed[];
}

/** The assignments of a role on a resource to any of some holders. */
export interface AssignmentNeed {
  readonly role: string;
  /** Absent: application-wide. */
  readonly resource?: Ref;
  /** Those whose `subject` is one of these; `"id": "*"` is everyone of a type. */
  readonly subjects: readonly Ref[];
  /** And those whose `subject` is whoever has this role on an entity of this type, whichever. */
  readonly through: readonly { readonly type: string; readonly role: string }[];
}

/** Facts that notice what is asked of them and not there. */
export interface Recorder extends FactsReader {
  /** What was asked for the first time since the last call. */
  take(): Needs;
  asksEntity(ref: Ref): boolean;
  asksAssignment(assignment: StoredAssignment): boolean;
}

export function createRecorder(known: FactsReader, schema: Schema): Recorder {
  const entities = new Set<string>();
  const holders = new Set<string>();
  let missing: { entities: Ref[]; assignments: AssignmentNeed[] } = { entities: [], assignments: [] };

  function isNew(set: Set<string>, key: string): boolean {
    return !set.has(key) && set.add(key).size > 0;
  }

  function need({ ref, identities }: Member, name: string, on: Ref | undefined): void {
    const table = on === undefined ? schema.roles : schema.types.get(on.type)?.roles;
    const role = table?.byName.get(name);
    if (role === undefined) return;
    const here = placeKey(name, on);
    const named = [...identities.values()].filter((identity) => admits(role, "entity", identity.type));
    const subjects = named.filter((identity) => isNew(holders, `${here}entity\u0000${refKey(identity)}`));
    if (admits(role, "all", ref.type) && isNew(holders, `${here}all\u0000${ref.type}`))
      subjects.push({ type: ref.type, id: "*" });
    const through = role.holders.flatMap((holder) =>
      holder.kind === "role" && isNew(holders, `${here}role\u0000${holder.type}\u0000${holder.role}`) ? [holder] : [],
    );
    if (subjects.length + through.length === 0) return;
    missing.assignments.push({
      role: role.wire,
      ...(on === undefined ? {} : { resource: wireRef(on, schema) }),
      subjects: subjects.map((subject) => wireRef(subject, schema)),
      through: through.map(({ type, role: other }) => wireThrough(type, other, schema)),
    });
  }

  return {
    entity(ref) {
      const stored = known.entity(ref);
      if (stored === undefined && isNew(entities, refKey(ref))) missing.entities.push(wireRef(ref, schema));
      return stored;
    },
    assignmentsTo(member, role, on) {
      need(member, role, on);
      return known.assignmentsTo(member, role, on);
    },
    take() {
      const taken = missing;
      missing = { entities: [], assignments: [] };
      return taken;
    },
    asksEntity: (ref) => entities.has(refKey(ref)),
    asksAssignment: ({ holder, role, resource }) => {
      const here = placeKey(role, resource);
      if (holder.kind === "entity") return holders.has(`${here}entity\u0000${refKey(holder.ref)}`);
      if (holder.kind === "all") return holders.has(`${here}all\u0000${holder.type}`);
      return holders.has(`${here}role\u0000${holder.of.type}\u0000${holder.role}`);
    },
  };
}

/** Injective: an id says how long it is, and names hold no NUL. */
function placeKey(role: string, on: Ref | undefined): string {
  return on === undefined ? `${role}\u0000\u0000` : `${role}\u0000${on.type}\u0000${on.id.length}\u0000${on.id}\u0000`;
}

function admits(role: Role, kind: "entity" | "all", type: string): boolean {
  return role.holders.some((holder) => holder.kind === kind && holder.type === type);
}

function wireThrough(type: string, role: string, schema: Schema): { readonly type: string; readonly role: string } {
  const entry = schema.types.get(type);
  return { type: entry?.type.wire ?? type, role: entry?.roles.byName.get(role)?.wire ?? role };
}

export function isEmpty(needs: Needs): boolean {
  return needs.entities.length + needs.assignments.length === 0;
}
