import { calculateJwkThumbprint, compactVerify } from "jose";
import type { JsonObject } from "@authz/model";
import { isJsonObject, member } from "../encoding/strict-json.ts";
import { algorithms as knownAlgorithms, type Algorithm } from "../keys/algorithms.ts";
import { importKey } from "../keys/key.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, shown, type Outcome, type Refusal } from "../result.ts";
import { readClaims, wrongKind } from "../token/claims.ts";
import { parseJws, type Jws } from "../token/jws.ts";
import { jwtProfiles } from "../token/kinds.ts";

/** A DPoP proof whose own signature is right (RFC 9449 4.3, 1 to 7); what it was made for is not checked yet. */
export interface DpopProof {
  /** SHA-256 of its key (RFC 7638), base64url: what `cnf.jkt` says. */
  readonly thumbprint: string;
  readonly jti: string;
  readonly method: string;
  readonly url: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly tokenHash: string | undefined;
  readonly nonce: string | undefined;
}

/** Asymmetric algorithms that proofs may be signed with by default. */
export const proofAlgorithms: readonly Algorithm[] = ["ES256", "ES384", "ES512", "EdDSA", "Ed25519", "PS256", "RS256"];

/** `values` is every `DPoP` header that came, each by itself. Never throws. */
export async function readProof(
  values: readonly string[],
  algorithms: readonly Algorithm[] = proofAlgorithms,
): Promise<Outcome<{ readonly proof: DpopProof }>> {
  const [value, second] = values;
  if (value === undefined) return refuse("proof/missing", "the request has no DPoP header");
  if (second !== undefined) return refuse("proof/several", "the request has several DPoP headers");
  const parsed = parseJws(value);
  if (!parsed.ok) return refuse("proof/malformed", `the proof is no JWT: ${parsed.message}`);
  if (!jwtProfiles["dpop-proof"].types.includes(parsed.jws.type ?? ""))
    return refuse("proof/malformed", `the \`typ\` of a proof is dpop+jwt, not ${shown(parsed.jws.type)}`);
  const key = await verifyWithOwnKey(parsed.jws, algorithms);
  if (!key.ok) return key;
  const read = readClaims(parsed.jws.payload);
  if (!read.ok) return refuse("proof/malformed", read.message);
  return readProofClaims(read.claims, key.thumbprint);
}

/** The only place where a key from a token's header is used: a proof shows that its maker has it, and nothing else. */
async function verifyWithOwnKey(
  jws: Jws,
  algorithms: readonly Algorithm[],
): Promise<Outcome<{ readonly thumbprint: string }>> {
  const alg = algorithms.find((name) => name === jws.alg && knownAlgorithms.get(name)?.kty !== "oct");
  if (alg === undefined) return refuse("proof/algorithm", `the proof's algorithm is ${shown(jws.alg)}`);
  const jwk = member(jws.header, "jwk");
  const imported = await importKey(jwk, { algorithms: [alg], secrets: false });
  if (!imported.ok || !isJsonObject(jwk)) return refuse("proof/key", "the proof's `jwk` is no usable public key");
  try {
    await compactVerify(jws.compact, imported.key.key, { algorithms: [alg] });
    return accept({ thumbprint: await calculateJwkThumbprint(jwk) });
  } catch {
    return refuse("proof/signature", "the proof was not signed with the key that it holds");
  }
}

function readProofClaims(claims: JsonObject, thumbprint: string): Outcome<{ readonly proof: DpopProof }> {
  const wrong = wrongKind(claims, jwtProfiles["dpop-proof"]);
  if (wrong !== undefined) return refuse("proof/malformed", wrong.message);
  const [jti, method, url, issuedAt] = ["jti", "htm", "htu", "iat"].map((name) => member(claims, name));
  const [tokenHash, nonce] = [member(claims, "ath"), member(claims, "nonce")];
  if (!isShort(jti)) return malformed("jti");
  if (typeof method !== "string") return malformed("htm");
  if (typeof url !== "string") return malformed("htu");
  if (typeof issuedAt !== "number") return malformed("iat");
  if (tokenHash !== undefined && typeof tokenHash !== "string") return malformed("ath");
  if (nonce !== undefined && !isShort(nonce)) return malformed("nonce");
  return accept({ proof: { thumbprint, jti, method, url, issuedAt, tokenHash, nonce } });
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= identityLimits.proofText;
}

function malformed(claim: string): Refusal {
  return refuse("proof/malformed", `the proof's claim \`${claim}\` is not of its type, or too long`);
}
