import type { JsonObject } from "@authz/model";
import { member } from "../encoding/strict-json.ts";
import { accept, refuse, shown, type Outcome, type Refusal } from "../result.ts";
import { readClaims, wrongAudience, wrongKind } from "./claims.ts";
import { parseJws, verifySignature, type Jws, type SignatureOptions } from "./jws.ts";
import type { JwtProfile } from "./kinds.ts";
import { wrongTime, type TimeOptions } from "./times.ts";

/** Of whom, for whom and of which kind a JWT must be. Names are compared exactly. */
export interface JwtOptions extends SignatureOptions, TimeOptions {
  readonly profile: JwtProfile;
  /** What `iss` must be; undefined only for kinds that have none. */
  readonly issuer: string | undefined;
  /** Our names, of which `audienceClaim` must have one; undefined only for kinds that are for everybody. */
  readonly audiences: readonly string[] | undefined;
  /** Where the token says for whom it is; default `aud`. */
  readonly audienceClaim?: string;
}

/** A JWT whose signature, kind, issuer, audience and times are right. */
export interface VerifiedJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** Signature first, then claims (RFC 8725 3); the first thing that is wrong is the refusal. */
export async function verifyJwt(token: unknown, options: JwtOptions): Promise<Outcome<{ readonly jwt: VerifiedJwt }>> {
  const parsed = parseJws(token);
  return parsed.ok ? verifyParsed(parsed.jws, options) : parsed;
}

/** Of a token that has been parsed already. */
export async function verifyParsed(jws: Jws, options: JwtOptions): Promise<Outcome<{ readonly jwt: VerifiedJwt }>> {
  const refusal = wrongType(jws, options.profile) ?? (await verifySignature(jws, options));
  if (refusal !== undefined) return refusal;
  const read = readClaims(jws.payload);
  if (!read.ok) return read;
  return wrongClaims(read.claims, options) ?? accept({ jwt: { header: jws.header, claims: read.claims } });
}

function wrongType({ type }: Jws, profile: JwtProfile): Refusal | undefined {
  if (profile.types.includes(type ?? "")) return undefined;
  const wanted = profile.types.map((name) => (name === "" ? "absent" : shown(name))).join(" or ");
  return refuse(
    "token/type",
    `the \`typ\` of ${profile.name} is ${wanted}, not ${type === undefined ? "absent" : shown(type)}`,
  );
}

/** What a set of claims must say whoever vouches for it: a signature, or the answer of an introspection endpoint. */
export function wrongClaims(
  claims: JsonObject,
  options: Omit<JwtOptions, keyof SignatureOptions>,
): Refusal | undefined {
  const { profile, issuer, audiences, audienceClaim = "aud" } = options;
  const iss = member(claims, "iss");
  if (issuer !== undefined && iss !== issuer && (iss !== undefined || profile.required.includes("iss")))
    return refuse("token/issuer", `the token is from ${shown(iss)}, not from ${shown(issuer)}`);
  const refusal = wrongKind(claims, profile);
  if (refusal !== undefined) return refusal;
  const wrong = audiences === undefined ? undefined : wrongAudience(member(claims, audienceClaim), audiences);
  return wrong ?? wrongTime(claims, options);
}
