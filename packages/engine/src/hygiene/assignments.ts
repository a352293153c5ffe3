import { formatTime, type Diagnostic, type Role } from "@authz/model";
import { expiredAssignment } from "../diagnostics/data/expired-assignment.ts";
import { neverInForce } from "../diagnostics/data/never-in-force.ts";
import { unassignedRole } from "../diagnostics/data/unassigned-role.ts";
import { printRef } from "../explain/print.ts";
import type { AssignedHolder, StoredAssignment } from "../facts/facts.ts";
import type { RoleTable, Schema } from "../schema/schema.ts";
import { findingAt } from "../facts/reader.ts";
import type { PlacedFacts } from "./placed.ts";

/** Assignments that give nothing to anybody, at `now` (milliseconds since 1970). */
export function reviewAssignments({ assignments }: PlacedFacts, now: number): readonly Diagnostic[] {
  return assignments.flatMap(({ fact, at }) => {
    const { role, notBefore, notAfter } = fact;
    if (notAfter === undefined) return [];
    const holder = printHolder(fact.holder);
    const place = { source: at.source, path: [...at.path, "notAfter"] };
    if (notBefore !== undefined && notBefore > notAfter) return [findingAt(neverInForce, place, { role, holder })];
    return notAfter < now ? [findingAt(expiredAssignment, place, { role, holder, ended: formatTime(notAfter) })] : [];
  });
}

/** Roles that could be assigned, are not derived, and neither they nor a senior of theirs are assigned to anybody. */
export function reviewRoles(placed: PlacedFacts, schema: Schema, source: string): readonly Diagnostic[] {
  const tables = [schema.roles, ...[...schema.types.values()].map(({ roles }) => roles)];
  const assigned = new Set(placed.assignments.flatMap(({ fact }) => heldBy(fact, schema)));
  return tables.flatMap((table) =>
    [...table.byName.values()]
      .filter((role) => role.holders.length > 0 && role.derived === undefined && !assigned.has(role))
      .map(({ name, on }) => findingAt(unassignedRole, { source, path: ["assignments"] }, { role: name, on })),
  );
}

/** The role with all that it includes. */
function heldBy({ role, resource }: StoredAssignment, schema: Schema): readonly Role[] {
  const table: RoleTable | undefined = resource === undefined ? schema.roles : schema.types.get(resource.type)?.roles;
  return [...(table?.juniors.get(role) ?? [])].flatMap((name) => table?.byName.get(name) ?? []);
}

function printHolder(holder: AssignedHolder): string {
  switch (holder.kind) {
    case "entity":
      return printRef(holder.ref);
    case "all":
      return `all ${holder.type}`;
    case "role":
      return `whoever is ${holder.role} of ${printRef(holder.of)}`;
  }
}
