/** JSON Schemas of the facts and requests that fit a policy, for editors. */
export type { JsonSchema, SchemaTable } from "./json-schema.ts";
export { factLineSchema, factsSchema } from "./facts-schema.ts";
export { evaluationsSchema, requestSchema } from "./request-schema.ts";
