import { createHash } from "node:crypto";
import type { Algorithm } from "../keys/algorithms.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, type Clock, type Outcome, type Refusal } from "../result.ts";
import { unavailability } from "../stores/unavailable.ts";
import { readProof, type DpopProof } from "./dpop-proof.ts";
import type { Nonces } from "./nonces.ts";
import type { ReplayStore } from "./replays.ts";
import { normaliseUrl } from "./request-url.ts";

export interface DpopOptions {
  readonly clock: Clock;
  readonly replays: ReplayStore;
  /** When there are nonces, every proof must have one of them. */
  readonly nonces?: Nonces;
  /** What proofs may be signed with; default `proofAlgorithms`. */
  readonly algorithms?: readonly Algorithm[];
}

/** The request that a proof came with, as the caller knows it: not as headers of a proxy that anybody may send say. */
export interface ProvenRequest {
  readonly method: string;
  /** Absolute, with the origin by which the outside knows us. */
  readonly url: string;
  /** Every `DPoP` header, each by itself. */
  readonly proofs: readonly string[];
  readonly token: string;
}

/**
 * Judges a DPoP proof for a request and its token (RFC 9449 4.3, 7.1). Of a proof that is wanted by a key (`thumbprint`, the token's
 * `cnf.jkt`) it is noted that it was used, and of no other: so only who has tokens can fill the store. Never throws.
 */
export async function verifyProof(
  request: ProvenRequest,
  thumbprint: string,
  options: DpopOptions,
): Promise<Outcome<{ readonly proof: DpopProof }>> {
  const read = await readProof(request.proofs, options.algorithms);
  if (!read.ok) return read;
  const { proof } = read;
  const refusal =
    wrongRequest(proof, request) ??
    wrongToken(proof, request.token) ??
    wrongTime(proof, options.clock) ??
    wrongNonce(proof, options.nonces);
  if (refusal !== undefined) return refusal;
  if (proof.thumbprint !== thumbprint)
    return refuse("token/bound", "the token is bound to another key than the proof's");
  return (await alreadyUsed(proof, options)) ?? accept({ proof });
}

function wrongRequest({ method, url }: DpopProof, request: ProvenRequest): Refusal | undefined {
  if (method !== request.method) return refuse("proof/request", "the proof was made for another method");
  const [made, asked] = [normaliseUrl(url), normaliseUrl(request.url)];
  if (made !== undefined && made === asked) return undefined;
  return refuse("proof/request", "the proof was made for another address");
}

function wrongToken({ tokenHash }: DpopProof, token: string): Refusal | undefined {
  if (tokenHash === createHash("sha256").update(token).digest("base64url")) return undefined;
  return refuse("proof/token", "the proof was made for another token, or for none");
}

function wrongTime({ issuedAt }: DpopProof, clock: Clock): Refusal | undefined {
  const age = clock().getTime() / 1000 - issuedAt;
  if (age <= identityLimits.proofSeconds && age >= -identityLimits.proofAheadSeconds) return undefined;
  return refuse("proof/time", `the proof was not made within the last ${identityLimits.proofSeconds} seconds`);
}

function wrongNonce({ nonce }: DpopProof, nonces: Nonces | undefined): Refusal | undefined {
  if (nonces === undefined || (nonce !== undefined && nonces.accepts(nonce))) return undefined;
  return refuse("proof/nonce", `the proof has ${nonce === undefined ? "no nonce" : "a nonce that is not in use"}`);
}

async function alreadyUsed(proof: DpopProof, { clock, replays }: DpopOptions): Promise<Refusal | undefined> {
  const { thumbprint, jti, issuedAt } = proof;
  try {
    const now = clock().getTime() / 1000;
    const isNew = await replays.use(JSON.stringify([thumbprint, jti]), now, issuedAt + identityLimits.proofSeconds + 1);
    return isNew ? undefined : refuse("proof/replayed", "the proof has been used before");
  } catch (error) {
    return refuse("proof/unavailable", `it is not known whether the proof was used: ${unavailability(error)}`);
  }
}
