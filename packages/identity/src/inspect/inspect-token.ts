import type { Json, JsonObject } from "@authz/model";
import type { Authenticator } from "../authenticate/authenticator.ts";
import type { Identity } from "../authenticate/issuer.ts";
import { isJsonObject, member, parseStrictObject, texts } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { shown, type Refusal } from "../result.ts";
import { parseJws, type Jws } from "../token/jws.ts";
import { jwtProfiles, type JwtKind } from "../token/kinds.ts";

/** What a credential is, without any part of it by which somebody could use it. */
export interface Inspection {
  /** In words: `an access token (JWT)`. */
  readonly what: string;
  readonly kind: JwtKind | "jwt" | "encrypted" | "opaque" | "none";
  /** What a JWT says of itself, unverified; foreign text is cut short and made printable. */
  readonly facts: readonly InspectedFact[];
  /** What an authenticator said of it, if there was one. */
  readonly judged?: { readonly identity: Identity } | { readonly refusal: Refusal };
}

export interface InspectedFact {
  readonly name: string;
  readonly value: string;
}

export interface InspectOptions {
  /** Without one the token is described, not judged. */
  readonly authenticator?: Authenticator;
}

/** Says what a token is, and exactly why it would be refused. Never throws. */
export async function inspectToken(token: string, { authenticator }: InspectOptions = {}): Promise<Inspection> {
  const described = describe(token);
  if (authenticator === undefined) return described;
  const outcome = await authenticator.authenticate(token);
  return { ...described, judged: outcome.ok ? { identity: outcome } : { refusal: outcome } };
}

function describe(token: string): Inspection {
  const parsed = parseJws(token);
  if (parsed.ok) return describeJws(parsed.jws);
  const { code, message } = parsed;
  if (code === "token/encrypted") return { kind: "encrypted", what: "an encrypted token (JWE)", facts: [] };
  if (code === "token/too-long")
    return { kind: "none", what: `something longer than ${identityLimits.tokenLength} bytes`, facts: [] };
  if (code === "token/malformed" && opaque.test(token) && token.split(".").length < 3)
    return { kind: "opaque", what: "an opaque token, or a key", facts: [] };
  const what = code === "token/malformed" ? "nothing that is a token" : "a signed token that nobody takes";
  return { kind: "none", what, facts: [{ name: "problem", value: message }] };
}

/** RFC 6750 2.1, and not so short that it may be a word. */
const opaque = /^[A-Za-z0-9._~+/-]{8,}=*$/;

function describeJws(jws: Jws): Inspection {
  const claims = parseStrictObject(jws.payload);
  const kind = guessKind(jws, claims ?? {});
  const name = kind === "jwt" ? "a JWT without a type of its own" : `${jwtProfiles[kind].name} (JWT)`;
  const header: InspectedFact[] = [
    { name: "algorithm", value: shown(jws.alg) },
    { name: "type", value: jws.type === undefined ? "none" : shown(jws.type) },
    { name: "key", value: jws.kid === undefined ? "none named" : shown(jws.kid) },
  ];
  if (claims === undefined) return { kind, what: "a JWS whose payload is no JSON object", facts: header };
  return { kind, what: name, facts: [...header, ...describeClaims(claims)] };
}

/** By `typ`; without one by claims that only one kind has. */
function guessKind({ type }: Jws, claims: JsonObject): JwtKind | "jwt" {
  const kinds = Object.keys(jwtProfiles) as JwtKind[];
  const typed = kinds.find((kind) => type !== undefined && type !== "jwt" && jwtProfiles[kind].types.includes(type));
  if (typed !== undefined) return typed;
  if (["nonce", "at_hash", "c_hash"].some((name) => Object.hasOwn(claims, name))) return "id-token";
  return "jwt";
}

function describeClaims(claims: JsonObject): InspectedFact[] {
  const facts: InspectedFact[] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) facts.push({ name, value });
  };
  add("issuer", text(member(claims, "iss")));
  add("audience", audience(member(claims, "aud")));
  add("issued", time(member(claims, "iat")));
  add("valid from", time(member(claims, "nbf")));
  add("expires", time(member(claims, "exp")));
  add("signed in", time(member(claims, "auth_time")));
  const cnf = member(claims, "cnf");
  add("bound by", isJsonObject(cnf) ? Object.keys(cnf).slice(0, 8).map(shown).join(", ") : undefined);
  add("claims", Object.keys(claims).slice(0, 64).map(shown).join(", "));
  return facts;
}

function text(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : shown(value);
}

function audience(value: Json | undefined): string | undefined {
  const names = texts(value);
  return names === undefined ? text(value) : names.slice(0, 8).map(shown).join(", ");
}

function time(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const date = typeof value === "number" ? new Date(value * 1000) : new Date(Number.NaN);
  return Number.isNaN(date.getTime()) ? "no time" : date.toISOString();
}
