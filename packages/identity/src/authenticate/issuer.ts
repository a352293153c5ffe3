import type { JsonObject } from "@authz/model";
import { mapClaims, type MappedClaims } from "../claims/map-claims.ts";
import type { Mapping } from "../claims/mapping.ts";
import type { Introspection } from "../introspection/introspection.ts";
import { member } from "../encoding/strict-json.ts";
import { refuse, shown, type Outcome, type Refusal } from "../result.ts";
import type { Jws } from "../token/jws.ts";
import type { JwtProfile } from "../token/kinds.ts";
import { refuseBound, type TokenCheck } from "../token/token-check.ts";
import { verifyParsed, wrongClaims, type JwtOptions } from "../token/verify-jwt.ts";

/** One issuer of the configuration, ready to judge its tokens. */
export interface Issuer {
  readonly name: string;
  readonly jwt: JwtOptions | undefined;
  readonly introspection: IssuerIntrospection | undefined;
  readonly claims: Omit<JwtOptions, "algorithms" | "keys" | "profile">;
  readonly mapping: Mapping;
}

export interface IssuerIntrospection {
  readonly ask: Introspection;
  readonly withoutAudience: boolean;
  readonly withoutTokenType: boolean;
}

/** Who a credential stands for, and what a request may say of it. */
export interface Identity extends MappedClaims {
  readonly credential: {
    readonly kind: "jwt" | "opaque";
    /** The issuer's name in the configuration. */
    readonly issuer: string;
    readonly jti?: string;
  };
}

export interface CredentialChecks {
  /** Takes the place of the refusal of bound tokens: it must itself refuse what is bound and not proven. */
  readonly possession?: TokenCheck;
  /** Of revocations, say. All must let the token pass. */
  readonly others?: readonly TokenCheck[];
}

export async function judgeJwt(jws: Jws, issuer: Issuer, checks: CredentialChecks): Promise<Outcome<Identity>> {
  if (issuer.jwt === undefined) return judgeOpaque(jws.compact, issuer, checks);
  const verified = await verifyParsed(jws, issuer.jwt);
  return verified.ok ? admit(verified.jwt.claims, "jwt", issuer, checks) : verified;
}

const introspected: JwtProfile = { name: "an introspected token", types: [], required: [], forbidden: [] };

/** What was remembered is checked anew: it may have expired meanwhile. */
export async function judgeOpaque(token: string, issuer: Issuer, checks: CredentialChecks): Promise<Outcome<Identity>> {
  const { introspection } = issuer;
  if (introspection === undefined)
    return refuse("credential/unsupported", "the token is no JWT, and no issuer is configured with `introspection`");
  const answer = await introspection.ask.introspect(token);
  if (!answer.ok) return answer;
  const refusal = wrongTokenType(answer.claims, introspection);
  if (refusal !== undefined) return refusal;
  const anybody = introspection.withoutAudience && member(answer.claims, "aud") === undefined;
  const options = { ...issuer.claims, profile: introspected, audiences: anybody ? undefined : issuer.claims.audiences };
  return wrongClaims(answer.claims, options) ?? admit(answer.claims, "opaque", issuer, checks);
}

/** An issuer tells of refresh tokens as well, which are active and no access tokens. */
function wrongTokenType(claims: JsonObject, { withoutTokenType }: IssuerIntrospection): Refusal | undefined {
  const type = member(claims, "token_type");
  if (type === undefined && withoutTokenType) return undefined;
  if (typeof type === "string" && /^(?:bearer|dpop)$/i.test(type)) return undefined;
  return refuse("token/type", `the issuer says that the token's type is ${shown(type)}, not that of an access token`);
}

async function admit(
  claims: JsonObject,
  kind: Identity["credential"]["kind"],
  issuer: Issuer,
  checks: CredentialChecks,
): Promise<Outcome<Identity>> {
  // Introspected tokens need not say who issued them, but checks go by it.
  const { issuer: iss } = issuer.claims;
  const known = iss === undefined || member(claims, "iss") !== undefined ? claims : { ...claims, iss };
  const refusal = await firstRefusal(known, [checks.possession ?? refuseBound, ...(checks.others ?? [])]);
  if (refusal !== undefined) return refusal;
  const mapped = mapClaims(claims, issuer.mapping);
  if (!mapped.ok) return mapped;
  const jti = member(claims, "jti");
  const credential = { kind, issuer: issuer.name, ...(typeof jti === "string" ? { jti } : {}) };
  return { ...mapped, credential };
}

async function firstRefusal(claims: JsonObject, checks: readonly TokenCheck[]): Promise<Refusal | undefined> {
  for (const check of checks) {
    const refusal = await check(claims);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
