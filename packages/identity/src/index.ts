/** Credentials become subjects: tokens, keys and certificates are verified, and what they say is mapped to a request. */
export type { RefusalCode, RefusalMeaning } from "./codes.ts";
export { refusalCodes } from "./codes.ts";
export type { Clock, Fetch, FetchOptions, Outcome, Refusal } from "./result.ts";
export { identityLimits } from "./limits.ts";
export type { Algorithm } from "./keys/algorithms.ts";
export type { KeySet, KeySource, WantedKey } from "./keys/key-set.ts";
export { createStaticKeys, readKeySet } from "./keys/key-set.ts";
export type { VerificationKey } from "./keys/key.ts";
export type { Jws } from "./token/jws.ts";
export { parseJws, verifySignature } from "./token/jws.ts";
export type { JwtKind, JwtProfile } from "./token/kinds.ts";
export { jwtProfiles, legacyAccessToken } from "./token/kinds.ts";
export type { JwtOptions, VerifiedJwt } from "./token/verify-jwt.ts";
export { verifyJwt } from "./token/verify-jwt.ts";
export type { TokenCheck } from "./token/token-check.ts";
export { refuseBound } from "./token/token-check.ts";
