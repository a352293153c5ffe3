import type { Policy } from "@authz/model";
import { createSchema } from "../schema/schema.ts";
import { assignmentDefinitions, assignmentSchema } from "./assignments.ts";
import { entityDefinitions, entitySchema } from "./entities.ts";
import { dialect, refersTo, table, type JsonSchema, type SchemaTable } from "./json-schema.ts";
import { timeSchema } from "./scalars.ts";
import { scalarDefinitions } from "./values.ts";

/**
 * The JSON Schema of facts, `{ entities?, assignments? }`, that fit the policy (section "Facts" of the language reference). It
 * accepts whatever `parseFacts` accepts, and refuses what that refuses, but for what no schema can say: an entity described
 * twice, a network with host bits, a time that a zone moves past the years 0 to 9999.
 */
export function factsSchema(policy: Policy): JsonSchema {
  return {
    $schema: dialect,
    title: "facts",
    description: "Entities with their attributes, groups and parents, and who has which role.",
    type: "object",
    properties: {
      entities: { type: "array", items: refersTo("entity") },
      assignments: { type: "array", items: refersTo("assignment") },
    },
    additionalProperties: false,
    $defs: definitions(policy),
  };
}

/** The JSON Schema of one line of facts as JSON Lines: an entity, or an assignment, which alone has `subject` or `role`. */
export function factLineSchema(policy: Policy): JsonSchema {
  return {
    $schema: dialect,
    title: "a line of facts",
    description: "An entity or an assignment.",
    type: "object",
    if: { anyOf: [{ required: ["subject"] }, { required: ["role"] }] },
    then: refersTo("assignment"),
    else: refersTo("entity"),
    $defs: definitions(policy),
  };
}

function definitions(policy: Policy): SchemaTable {
  const schema = createSchema(policy);
  return table([
    ["entity", entitySchema(schema)],
    ["assignment", assignmentSchema(schema)],
    ...entityDefinitions({ schema, undeclared: "refused" }),
    ...assignmentDefinitions(schema),
    ...Object.entries(scalarDefinitions),
    ["time", timeSchema],
  ]);
}
