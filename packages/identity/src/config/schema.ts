import { algorithms } from "../keys/algorithms.ts";
import { presets } from "../claims/presets.ts";

/** JSON Schema (draft 7) of the `identity` section; the types are in `config.ts`. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string", minLength: 1, maxLength: 2_048 };
/** One of them, or a list. */
const textOrTexts: Schema = { ...text, type: ["string", "array"], items: text, minItems: 1, maxItems: 32 };
const duration: Schema = { type: "string", pattern: "^(?:0|[1-9][0-9]{0,6})[smhd]$" };
const flag: Schema = { const: true };
const claimPath: Schema = { ...textOrTexts, maxItems: 8 };
const claimPaths: Schema = { type: "array", items: claimPath, minItems: 1, maxItems: 16 };

function object(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}

const secret: Schema = { anyOf: [object({ env: text }, ["env"]), object({ file: text }, ["file"])] };

const subject: Schema = object({ type: text, id: text, withoutScope: { enum: ["nothing", "everything"] } }, ["type"]);

const keys: Schema = {
  ...object({ url: text, file: text, set: { type: "object" } }),
  minProperties: 1,
  maxProperties: 1,
};

const introspection: Schema = object(
  {
    url: text,
    clientId: text,
    clientSecret: secret,
    authentication: { enum: ["basic", "post"] },
    cache: duration,
    withoutAudience: flag,
    withoutTokenType: flag,
  },
  ["url", "clientId", "clientSecret"],
);

const network: Schema = object({ privateAddresses: flag, loopbackHttp: flag, authorities: text });

const issuer: Schema = {
  ...object(
    {
      issuer: text,
      audience: textOrTexts,
      preset: { enum: Object.keys(presets) },
      algorithms: { type: "array", items: { enum: [...algorithms.keys()] }, minItems: 1, uniqueItems: true },
      keys,
      introspection,
      leeway: duration,
      lifetime: duration,
      network,
      user: subject,
      client: subject,
      roles: { anyOf: [flag, object({ claims: claimPaths }, ["claims"])] },
      groups: object({ type: text, id: text, claims: claimPaths }, ["type"]),
      attributes: {
        type: "object",
        propertyNames: { not: { enum: ["id", "type", "roles", "groups", "__proto__"] } },
        additionalProperties: claimPath,
        maxProperties: 64,
      },
    },
    ["issuer", "audience"],
  ),
  dependencies: { keys: ["algorithms"] },
};

export const identitySchema: Schema = object({
  issuers: {
    type: "object",
    propertyNames: { pattern: "^[a-z][a-z0-9-]{0,31}$" },
    additionalProperties: issuer,
    maxProperties: 32,
  },
});
