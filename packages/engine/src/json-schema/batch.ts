import { defaultLimits, type EntityType, type Policy } from "@authz/model";
import { refersTo, type JsonSchema } from "./json-schema.ts";
import { actionFits, actionsDefinition, ofType, questionMembers, questionSchema, resourceTypes } from "./question.ts";

const semantics: readonly string[] = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"];

/** A body with `evaluations`, or one request. Action and resource are looked at together as they come together in an item. */
export function batchSchema(policy: Policy): JsonSchema {
  const item: JsonSchema = { allOf: [refersTo("question"), actionFits(policy)] };
  return {
    type: "object",
    properties: {
      ...questionSchema(policy).properties,
      evaluations: { type: "array", items: item, maxItems: defaultLimits.batch },
      options: { type: "object", properties: { evaluations_semantic: { type: "string", enum: semantics } } },
    },
    if: { properties: { evaluations: { type: "array", minItems: 1 } }, required: ["evaluations"] },
    then: { allOf: [...questionMembers.map(hereOrInEach), withDefaults(policy)] },
    else: refersTo("request"),
  };
}

/** At the top level, or else in every item. */
function hereOrInEach(member: string): JsonSchema {
  return { anyOf: [{ required: [member] }, everyItem({ required: [member] })] };
}

function everyItem(item: JsonSchema): JsonSchema {
  return { properties: { evaluations: { items: item } } };
}

function someItem(item: JsonSchema): JsonSchema {
  return { properties: { evaluations: { contains: item } } };
}

/** An item with one of the two asks with the other one of the top level; an item with neither asks what the top level does. */
function withDefaults(policy: Policy): JsonSchema {
  const neither: JsonSchema = { not: { anyOf: [{ required: ["action"] }, { required: ["resource"] }] } };
  return {
    allOf: [
      { if: someItem(neither), then: actionFits(policy) },
      ...resourceTypes(policy).flatMap((type) => [ownAction(type), ownResource(type)]),
    ],
  };
}

function ownAction(type: EntityType): JsonSchema {
  return {
    if: { properties: { resource: ofType(type) }, required: ["resource"] },
    then: everyItem({
      if: { not: { required: ["resource"] } },
      then: { properties: { action: refersTo(actionsDefinition(type)) } },
    }),
  };
}

function ownResource(type: EntityType): JsonSchema {
  return {
    if: someItem({
      properties: { resource: ofType(type) },
      required: ["resource"],
      not: { required: ["action"] },
    }),
    then: { properties: { action: refersTo(actionsDefinition(type)) } },
  };
}
