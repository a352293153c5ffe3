import { parseTime, suggest, type Ref, type Role } from "@authz/model";
import { notFacts } from "../diagnostics/facts/not-facts.ts";
import { unknownRole } from "../diagnostics/facts/unknown-role.ts";
import { wrongHolder } from "../diagnostics/facts/wrong-holder.ts";
import { wrongType } from "../diagnostics/facts/wrong-type.ts";
import { isObject, member } from "../values/decode.ts";
import type { RoleTable, Schema } from "../schema/schema.ts";
import type { AssignedHolder, StoredAssignment } from "./facts.ts";
import { parseRef, reportUnknownMembers, type FactReader } from "./reader.ts";

type DataPath = readonly (string | number)[];

const shape = { owner: "an assignment", known: ["subject", "role", "resource", "notBefore", "notAfter"] };

/** `{ subject, role, resource?, notBefore?, notAfter? }` */
export function parseAssignment(data: unknown, path: DataPath, reader: FactReader): StoredAssignment | undefined {
  if (!isObject(data)) return reader.report(notFacts, path, { expected: "an object with `subject` and `role`" });
  const isOdd = reportUnknownMembers(data, shape, path, reader);
  // What is missing was most likely misspelt, and is reported already.
  if (isOdd && !(Object.hasOwn(data, "subject") && Object.hasOwn(data, "role"))) return undefined;
  const resourceData = member(data, "resource");
  const resource = resourceData === undefined ? undefined : parseRef(resourceData, [...path, "resource"], reader);
  if (resourceData !== undefined && resource === undefined) return undefined;
  const role = parseRole(member(data, "role"), resource, [...path, "role"], reader);
  const holder = parseHolder(member(data, "subject"), [...path, "subject"], reader);
  const notBefore = parseBound(data, "notBefore", path, reader);
  const notAfter = parseBound(data, "notAfter", path, reader);
  if (role === undefined || holder === undefined || notBefore === "wrong" || notAfter === "wrong") return undefined;
  if (!admits(role, holder)) {
    const admitted = role.holders.map((item) => describeHolder(item, reader.schema));
    return reader.report(wrongHolder, [...path, "subject"], { role: role.wire, admitted });
  }
  const lasting = { holder, role: role.name, resource };
  return notBefore === undefined && notAfter === undefined ? lasting : { ...lasting, notBefore, notAfter };
}

function parseRole(data: unknown, resource: Ref | undefined, path: DataPath, reader: FactReader): Role | undefined {
  if (typeof data !== "string") return reader.report(notFacts, path, { expected: "a string `role`" });
  const type = resource === undefined ? undefined : reader.schema.types.get(resource.type);
  const table = type === undefined ? reader.schema.roles : type.roles;
  const role = table.byWire.get(data);
  if (role !== undefined) return role;
  const known = [...table.byWire.keys()];
  reader.report(
    unknownRole,
    path,
    { role: data, place: type?.type.wire, known, hint: elsewhere(data, type?.roles, reader) },
    suggest(data, known),
  );
  return undefined;
}

/** A role of that name that is held in another way: the likely mistake behind an unknown one. */
function elsewhere(role: string, table: RoleTable | undefined, reader: FactReader): string | undefined {
  if (table !== undefined && reader.schema.roles.byWire.has(role))
    return "it is an application-wide role: leave `resource` away";
  const owner = reader.schema.policy.types.find((type) => type.resource?.roles.some((other) => other.wire === role));
  return table === undefined && owner !== undefined ? `it is held on a ${owner.wire}: add \`resource\`` : undefined;
}

function parseHolder(data: unknown, path: DataPath, reader: FactReader): AssignedHolder | undefined {
  const ref = parseRef(data, path, reader);
  if (ref === undefined || !isObject(data)) return undefined;
  const wire = member(data, "role");
  if (wire === undefined) return ref.id === "*" ? { kind: "all", type: ref.type } : { kind: "entity", ref };
  if (ref.id === "*")
    return reader.report(notFacts, [...path, "id"], { expected: "one entity, not `*`, where `role` is given" });
  const role = parseRole(wire, ref, [...path, "role"], reader);
  return role === undefined ? undefined : { kind: "role", role: role.name, of: ref };
}

function parseBound(
  data: Readonly<Record<string, unknown>>,
  name: "notBefore" | "notAfter",
  path: DataPath,
  reader: FactReader,
): number | "wrong" | undefined {
  const bound = member(data, name);
  if (bound === undefined) return undefined;
  const time = typeof bound === "string" ? parseTime(bound) : undefined;
  if (time === undefined)
    reader.report(wrongType, [...path, name], { expected: 'a time such as "2027-01-01T00:00:00Z"' });
  return time ?? "wrong";
}

function admits(role: Role, holder: AssignedHolder): boolean {
  return role.holders.some((admitted) => {
    switch (holder.kind) {
      case "entity":
        return admitted.kind === "entity" && admitted.type === holder.ref.type;
      case "all":
        return admitted.kind === "all" && admitted.type === holder.type;
      case "role":
        return admitted.kind === "role" && admitted.type === holder.of.type && admitted.role === holder.role;
    }
  });
}

function describeHolder(holder: Role["holders"][number], schema: Schema): string {
  const type = schema.types.get(holder.type);
  const wire = type?.type.wire ?? holder.type;
  if (holder.kind === "all") return `everyone of type ${wire} (id "*")`;
  if (holder.kind === "entity") return wire;
  return `whoever is ${type?.roles.byName.get(holder.role)?.wire ?? holder.role} of a ${wire}`;
}
