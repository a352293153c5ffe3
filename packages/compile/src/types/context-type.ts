import { knownClaims, type Attribute, type Policy } from "@authz/model";
import { body } from "./text.ts";
import { listOf, optionalMembers, valueType } from "./value-type.ts";

/** Application-wide roles: those of the policy for editors to offer; others are ignored. */
export const roleList: string = listOf("Role | (string & {})");

/** What is declared, and what every policy knows. */
export function contextBody(policy: Policy): string {
  return body([
    ...optionalMembers(policy.context, policy),
    { name: "time", optional: true, type: "string" },
    { name: "token", optional: true, type: "Token" },
    { name: "active_roles", optional: true, type: roleList },
  ]);
}

export function tokenBody(policy: Policy): string {
  const known = new Set(knownClaims.map(({ name }) => name));
  return body(
    policy.token.map((claim) => ({
      name: claim.wire,
      optional: true,
      type: known.has(claim.name) ? claimType(claim, policy) : valueType(claim.type, policy),
    })),
  );
}

/** How JSON spells the claims that every policy knows: times are numbers, scopes stand in one string. */
function claimType({ name, type }: Attribute, policy: Policy): string {
  if (type.kind === "time") return "number";
  if (name === "scope") return "string";
  if (name === "aud") return `string | ${listOf("string")}`;
  return valueType(type, policy);
}
