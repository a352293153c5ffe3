/** Credentials become subjects: tokens, keys and certificates are verified, and what they say is mapped to a request. */
export type { RefusalCode, RefusalMeaning } from "./codes.ts";
export { refusalCodes } from "./codes.ts";
export type { Clock, Fetch, FetchOptions, Outcome, Refusal } from "./result.ts";
export { identityLimits } from "./limits.ts";

export type { IdentityConfig } from "./config/config.ts";
export type { ConfigProblem, ReadConfig } from "./config/read-config.ts";
export { readIdentityConfig } from "./config/read-config.ts";
export { identitySchema } from "./config/schema.ts";
export type { Authenticator } from "./authenticate/authenticator.ts";
export type { CredentialChecks, Identity } from "./authenticate/issuer.ts";
export type { IdentityOptions, OpenedIdentity } from "./authenticate/open-identity.ts";
export { openIdentity } from "./authenticate/open-identity.ts";
export type { Authorization } from "./authorization/authorization.ts";
export { parseAuthorization } from "./authorization/authorization.ts";
export type { PresetName } from "./claims/presets.ts";
export type { MappedClaims } from "./claims/map-claims.ts";
export type { Actor } from "./claims/actors.ts";

export type { JwtKind, JwtProfile } from "./token/kinds.ts";
export { jwtProfiles, legacyAccessToken } from "./token/kinds.ts";
export type { JwtOptions, VerifiedJwt } from "./token/verify-jwt.ts";
export { verifyJwt } from "./token/verify-jwt.ts";
export type { Jws, SignatureOptions } from "./token/jws.ts";
export { parseJws, verifySignature } from "./token/jws.ts";
export type { TokenCheck } from "./token/token-check.ts";
export { refuseBound } from "./token/token-check.ts";

export type { Algorithm } from "./keys/algorithms.ts";
export type { VerificationKey } from "./keys/key.ts";
export type { KeySet, KeySource, ReadKeySet, WantedKey } from "./keys/key-set.ts";
export { createStaticKeys, readKeySet } from "./keys/key-set.ts";
export { createFileKeys } from "./keys/file-keys.ts";
export type { RemoteKeysOptions } from "./keys/remote-keys.ts";
export { createRemoteKeys } from "./keys/remote-keys.ts";
export type { Introspection, IntrospectionOptions } from "./introspection/introspection.ts";
export { createIntrospection } from "./introspection/introspection.ts";
export type { NetworkOptions } from "./net/public-fetch.ts";
export { createFetch } from "./net/public-fetch.ts";
export type { InspectedFact, Inspection, InspectOptions } from "./inspect/inspect-token.ts";
export { inspectToken } from "./inspect/inspect-token.ts";
