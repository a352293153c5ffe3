import type { EntityType, Holder, Role } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { entityId } from "./entities.ts";
import { all, oneName, refersTo, whenMember, type JsonSchema, type WireName } from "./json-schema.ts";

/** An assignment of facts, told apart by the type of its resource and its role: these say who may hold it. */
export function assignmentSchema({ policy }: Schema): JsonSchema {
  const places = policy.types.filter((type) => rolesOn(type).length > 0);
  return {
    title: "assignment",
    type: "object",
    properties: {
      subject: { description: "Who gets the role.", type: "object" },
      role: { description: "The role.", ...oneName(distinct([...policy.roles, ...places.flatMap(rolesOn)])) },
      resource: { description: "What the role is held on; an application-wide role has none.", ...placeSchema(places) },
      notBefore: { description: "From when on it holds, inclusive.", ...refersTo("time") },
      notAfter: { description: "Until when it holds, inclusive.", ...refersTo("time") },
    },
    required: ["subject", "role"],
    additionalProperties: false,
    if: { required: ["resource"] },
    then: all(
      places.map(({ wire, name }) => ({
        if: { properties: { resource: { properties: { type: { const: wire } }, required: ["type"] } } },
        then: refersTo(rolesDefinition(name)),
      })),
    ),
    else: refersTo(rolesDefinition(undefined)),
  };
}

/** For `$defs`: which roles are held at each place, and by whom. */
export function assignmentDefinitions(schema: Schema): readonly (readonly [string, JsonSchema])[] {
  const { policy } = schema;
  const places = policy.types.filter((type) => rolesOn(type).length > 0);
  return [
    [rolesDefinition(undefined), rolesSchema(policy.roles, schema)],
    ...places.map((type): [string, JsonSchema] => [rolesDefinition(type.name), rolesSchema(rolesOn(type), schema)]),
  ];
}

function rolesDefinition(type: string | undefined): string {
  return type === undefined ? "application-wide roles" : `roles on ${type}`;
}

function rolesOn(type: EntityType): readonly Role[] {
  return type.resource?.roles ?? [];
}

function placeSchema(places: readonly EntityType[]): JsonSchema {
  return {
    type: "object",
    properties: { type: oneName(places), id: { type: "string" } },
    required: ["type", "id"],
  };
}

/** Roles of different places may share a name; it is offered once. */
function distinct(names: readonly WireName[]): readonly WireName[] {
  const byName = Map.groupBy(names, ({ wire }) => wire);
  return [...byName].map(([wire, same]) => {
    const [first, ...others] = same;
    return first !== undefined && others.length === 0 ? first : { wire };
  });
}

/** The roles of one place; those that the same people may hold are taken together. */
function rolesSchema(roles: readonly Role[], schema: Schema): JsonSchema {
  const alike = Map.groupBy(roles, ({ holders }) => JSON.stringify(holders));
  return {
    properties: { role: oneName(roles) },
    ...all(
      [...alike.values()].map((same) => {
        const subject = holderSchema(same[0]?.holders ?? [], schema);
        const names = same.map(({ wire }) => wire);
        return whenMember("role", names, { properties: { subject } });
      }),
    ),
  };
}

/** Somebody whom `for` admits: an entity, everyone of a type, whoever holds a role there. */
function holderSchema(holders: readonly Holder[], schema: Schema): JsonSchema {
  const types = schema.policy.types.filter(({ name }) => holders.some(({ type }) => type === name));
  return {
    type: "object",
    properties: { type: oneName(types), id: { type: "string" } },
    required: ["type", "id"],
    ...all(
      types.map((type) => {
        const own = holders.filter((holder) => holder.type === type.name);
        return whenMember("type", [type.wire], holderOfType(own, type));
      }),
    ),
  };
}

function holderOfType(holders: readonly Holder[], type: EntityType): JsonSchema {
  const named = new Set(holders.flatMap((holder) => (holder.kind === "role" ? [holder.role] : [])));
  const roles = rolesOn(type).filter(({ name }) => named.has(name));
  const itself = holders.some(({ kind }) => kind === "entity");
  const everyone = holders.some(({ kind }) => kind === "all");
  const id: JsonSchema = itself ? (everyone ? {} : entityId) : { const: "*" };
  const direct: JsonSchema = { properties: { id, role: false } };
  if (roles.length === 0) return direct;
  const through: JsonSchema = { properties: { id: entityId, role: oneName(roles) }, required: ["role"] };
  return itself || everyone ? { if: { required: ["role"] }, then: through, else: direct } : through;
}
