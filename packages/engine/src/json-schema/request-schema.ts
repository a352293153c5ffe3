import type { Policy } from "@authz/model";
import { createSchema } from "../schema/schema.ts";
import { batchSchema } from "./batch.ts";
import { contextSchema } from "./context.ts";
import { dialect, refersTo, table, type JsonSchema, type SchemaTable } from "./json-schema.ts";
import { actionFits, questionDefinitions, questionMembers, questionSchema } from "./question.ts";
import { innerTimeSchema } from "./scalars.ts";
import { scalarDefinitions, type ValueContext } from "./values.ts";

/**
 * The JSON Schema of a request (OpenID AuthZEN Evaluation) that fits the policy. What it accepts is never `invalid_request`, but
 * for what no schema can say: a network with host bits, and the limits on nesting, lengths and numbers of members. Types and
 * actions that the policy does not have, and a `scope` that is no string, are refused here: the engine takes them, only to
 * say no.
 */
export function requestSchema(policy: Policy): JsonSchema {
  return { $schema: dialect, title: "request", ...refersTo("request"), $defs: definitions(policy) };
}

/**
 * The JSON Schema of a batch (OpenID AuthZEN Evaluations): each item is a request, with what it lacks taken from the top
 * level, each member whole. Without `evaluations`, or with none in it, it is one request.
 */
export function evaluationsSchema(policy: Policy): JsonSchema {
  return { $schema: dialect, title: "evaluations", ...batchSchema(policy), $defs: definitions(policy) };
}

function definitions(policy: Policy): SchemaTable {
  const context: ValueContext = { schema: createSchema(policy), undeclared: "ignored" };
  return table([
    ["request", { type: "object", allOf: [refersTo("question"), actionFits(policy)], required: questionMembers }],
    ["question", questionSchema(policy)],
    ["context", contextSchema(context)],
    ...questionDefinitions(context),
    ...Object.entries(scalarDefinitions),
    ["time", innerTimeSchema],
  ]);
}
