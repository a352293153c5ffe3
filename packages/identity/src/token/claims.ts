import { latestTime, type Json, type JsonObject } from "@authz/model";
import { isJsonObject, member, readStrictObject, texts } from "../encoding/strict-json.ts";
import { accept, refuse, shown, type Outcome, type Refusal } from "../result.ts";
import type { JwtProfile } from "./kinds.ts";

/** What claims that have a standard type must be (RFC 7519 4.1, RFC 8693 4, RFC 9068 2.2, OpenID Connect Core 2). */
type ClaimType = "text" | "texts" | "text or texts" | "seconds" | "object";

const claimTypes: ReadonlyMap<string, ClaimType> = new Map<string, ClaimType>([
  ["iss", "text"],
  ["sub", "text"],
  ["aud", "text or texts"],
  ["exp", "seconds"],
  ["nbf", "seconds"],
  ["iat", "seconds"],
  ["auth_time", "seconds"],
  ["jti", "text"],
  ["sid", "text"],
  ["client_id", "text"],
  ["azp", "text"],
  ["scope", "text or texts"],
  ["scp", "text or texts"],
  ["acr", "text"],
  ["amr", "texts"],
  ["act", "object"],
  ["cnf", "object"],
]);

/** The claims of a token whose signature is verified, each standard one of its type. */
export function readClaims(payload: Uint8Array): Outcome<{ readonly claims: JsonObject }> {
  const read = parseClaims(payload);
  return read.ok ? (wrongType(read.claims) ?? read) : read;
}

/** The claims as they stand there, of any type. */
export function parseClaims(payload: Uint8Array): Outcome<{ readonly claims: JsonObject }> {
  const read = readStrictObject(payload);
  return read.ok
    ? accept({ claims: read.data })
    : refuse("token/claims", `the token's payload is no set of claims: it ${read.problem}`);
}

/** Refuses claims of which a standard one has a wrong type. */
export function wrongType(claims: JsonObject): Refusal | undefined {
  for (const [name, type] of claimTypes) {
    const value = member(claims, name);
    if (value !== undefined && !isOfType(value, type))
      return refuse("token/claims", `the claim \`${name}\` is no ${type === "seconds" ? "number of seconds" : type}`);
  }
  return undefined;
}

function isOfType(value: Json, type: ClaimType): boolean {
  switch (type) {
    case "text":
      return typeof value === "string" && value !== "";
    case "texts":
      return texts(value) !== undefined;
    case "text or texts":
      return typeof value === "string" || texts(value) !== undefined;
    case "seconds":
      return typeof value === "number" && Number.isFinite(value) && value >= 0 && value * 1000 <= latestTime;
    case "object":
      return isJsonObject(value);
  }
}

/** Refuses claims of another kind of token. */
export function wrongKind(claims: JsonObject, profile: JwtProfile): Refusal | undefined {
  const missing = profile.required.find((name) => member(claims, name) === undefined);
  if (missing !== undefined)
    return refuse("token/claims", `${profile.name} has the claim \`${missing}\`, this has not`);
  const group = profile.requiredOneOf?.find((names) => names.every((name) => member(claims, name) === undefined));
  if (group !== undefined)
    return refuse("token/claims", `${profile.name} has one of the claims ${group.join(", ")}, this has none`);
  const foreign = profile.forbidden.find((name) => member(claims, name) !== undefined);
  if (foreign !== undefined) return refuse("token/type", `${profile.name} has no claim \`${foreign}\`, this has`);
  for (const [name, wanted] of Object.entries(profile.fixed ?? {})) {
    const value = member(claims, name);
    if (value !== wanted)
      return refuse("token/type", `the claim \`${name}\` of ${profile.name} is \`${wanted}\`, not ${shown(value)}`);
  }
  return undefined;
}

/** RFC 7519 4.1.3: exactly one of the names must be this one of ours; no name is normalised. */
export function wrongAudience(audience: Json | undefined, ours: readonly string[]): Refusal | undefined {
  const theirs = typeof audience === "string" ? [audience] : (texts(audience) ?? []);
  if (theirs.some((name) => ours.includes(name))) return undefined;
  return refuse("token/audience", `the token is for ${shown(theirs[0])}, not for ${ours.map(shown).join(" or ")}`);
}
