import { earliestTime, knownClaims, latestTime, type Attribute } from "@authz/model";
import { oneName, refersTo, table, type JsonSchema } from "./json-schema.ts";
import { attributeSchema, membersSchema, type ValueContext } from "./values.ts";

/** The context of a request: what is declared, and what every policy knows. */
export function contextSchema(context: ValueContext): JsonSchema {
  const { policy } = context.schema;
  return {
    title: "context",
    type: "object",
    properties: {
      ...membersSchema(policy.context, context).properties,
      time: { description: "The time of the request; default: the clock.", ...refersTo("time") },
      token: tokenSchema(policy.token, context),
      active_roles: {
        ...roleList(context),
        description: "The application-wide roles to act with; default: all that the subject holds.",
      },
    },
  };
}

/** Names of application-wide roles, for editors to offer; others are ignored. */
export function roleList({ schema }: ValueContext): JsonSchema {
  const { roles } = schema.policy;
  const name: JsonSchema = { type: "string" };
  return { type: "array", items: roles.length === 0 ? name : { ...name, anyOf: [oneName(roles), name] } };
}

function tokenSchema(attributes: readonly Attribute[], context: ValueContext): JsonSchema {
  const known = new Map(knownClaims.map((claim) => [claim.name, claim]));
  return {
    title: "token",
    description: "The claims of a token that somebody has verified.",
    type: "object",
    properties: table(
      attributes.map((claim) => [
        claim.wire,
        known.has(claim.name) ? { title: claim.name, ...claimSchema(claim, context) } : attributeSchema(claim, context),
      ]),
    ),
  };
}

/** How JSON spells the claims that every policy knows: times are numbers, scopes stand in one string. */
function claimSchema(claim: Attribute, context: ValueContext): JsonSchema {
  const texts: JsonSchema = { type: "array", items: { type: "string" } };
  if (claim.type.kind === "time") return numericDate;
  switch (claim.name) {
    case "scope":
      return { description: "The scopes, with spaces between them (RFC 6749).", type: "string" };
    case "aud":
      return { anyOf: [{ type: "string" }, texts] };
    case "act":
      return { ...attributeSchema(claim, context), description: "Who acts for the subject (RFC 8693)." };
    default:
      return claim.type.kind === "set" ? texts : { type: "string" };
  }
}

const numericDate: JsonSchema = {
  description: "Seconds since 1970 (RFC 7519).",
  type: "number",
  minimum: Math.ceil(earliestTime / 1000),
  maximum: Math.floor(latestTime / 1000),
};
