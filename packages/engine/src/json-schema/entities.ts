import type { EntityType } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { all, annotate, oneName, refersTo, whenMember, type JsonSchema } from "./json-schema.ts";
import { entityReferences, membersSchema, type ValueContext } from "./values.ts";

/** An id of one entity: `*` stands for everyone, where that is admitted. */
export const entityId: JsonSchema = { type: "string", not: { const: "*" } };

/** Under what name `$defs` has an entity of the type. */
function definitionOf(type: EntityType): string {
  return `entity ${type.name}`;
}

/** An entity of facts, told apart by its type. */
export function entitySchema({ policy }: Schema): JsonSchema {
  return {
    title: "entity",
    type: "object",
    properties: { type: oneName(policy.types) },
    required: ["type", "id"],
    ...all(policy.types.map((type) => whenMember("type", [type.wire], refersTo(definitionOf(type))))),
  };
}

/** For `$defs`: each type of entities. */
export function entityDefinitions(context: ValueContext): readonly (readonly [string, JsonSchema])[] {
  return context.schema.policy.types.map((type) => [definitionOf(type), ofType(type, context)]);
}

function ofType(type: EntityType, context: ValueContext): JsonSchema {
  const { schema } = context;
  return {
    ...annotate(type),
    type: "object",
    properties: {
      type: { const: type.wire },
      id: entityId,
      properties: membersSchema(type.attributes, context),
      parent: {
        description: "What it lies in: one entity or a list.",
        ...entityReferences(type.resource?.parents ?? [], schema),
      },
      groups: {
        description: "The groups that it is directly in: one or a list.",
        ...entityReferences(groupsOf(type, schema), schema),
      },
    },
    required: ["type", "id"],
    additionalProperties: false,
  };
}

/** Declared names of the groups that may contain entities of the type. */
export function groupsOf({ name }: EntityType, { policy }: Schema): readonly string[] {
  return policy.types.filter(({ members }) => members?.includes(name) === true).map((group) => group.name);
}
