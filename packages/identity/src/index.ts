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

export type { ApiKey, ApiKeyState } from "./api-keys/api-key.ts";
export { stateOf } from "./api-keys/api-key.ts";
export type { ApiKeys, ApiKeysOptions, CreatedKey } from "./api-keys/api-keys.ts";
export { createApiKeys } from "./api-keys/api-keys.ts";
export type { ApiKeyRequest } from "./api-keys/key-request.ts";
export type { KeyText, Random } from "./api-keys/key-text.ts";
export { apiKeyPattern, createKeyText, hashKey, parseKeyText } from "./api-keys/key-text.ts";
export type { ApiKeyIdentity } from "./api-keys/verify-key.ts";
export type { ApiKeyStore, ChangedKey, ChangeKey, KeyChange } from "./api-keys/store.ts";
export { createFileKeyStore } from "./api-keys/file-store.ts";
export { apiKeysMigration, createPostgresKeyStore } from "./api-keys/postgres-store.ts";

export type { Revocation, RevocationTimes, Revoked } from "./revocation/revocation.ts";
export { createRevocation } from "./revocation/revocation.ts";
export type { RevocationStore } from "./revocation/store.ts";
export type { FileRevocationsOptions } from "./revocation/file-store.ts";
export { createFileRevocations } from "./revocation/file-store.ts";
export type { RedisRevocations, RedisRevocationsOptions } from "./revocation/redis-store.ts";
export { createRedisRevocations } from "./revocation/redis-store.ts";
export type { RevocationCheckOptions } from "./revocation/revocation-check.ts";
export { createRevocationCheck } from "./revocation/revocation-check.ts";
export type { PushAnswer, ReceivedEvent, SecurityEventOptions } from "./revocation/security-event.ts";
export { answerPush, applySecurityEvent, receiveSecurityEvent } from "./revocation/security-event.ts";
export type { StatusList } from "./revocation/status-list.ts";
export { readStatusList, statusAt } from "./revocation/status-list.ts";
export type { StatusCheckOptions, StatusIssuer } from "./revocation/status-check.ts";
export { createStatusCheck } from "./revocation/status-check.ts";

export type { Possession } from "./proof/possession.ts";
export { createPossessionCheck } from "./proof/possession.ts";
export type { DpopOptions, ProvenRequest } from "./proof/verify-proof.ts";
export { verifyProof } from "./proof/verify-proof.ts";
export type { DpopProof } from "./proof/dpop-proof.ts";
export { proofAlgorithms, readProof } from "./proof/dpop-proof.ts";
export type { Nonces } from "./proof/nonces.ts";
export { createNonces } from "./proof/nonces.ts";
export type { ReplayStore } from "./proof/replays.ts";
export { createRedisReplays, createReplayMemory } from "./proof/replays.ts";
export type { ClientCertificate, PresentedCertificate } from "./proof/certificate.ts";
export { parseClientCert, readCertificate, thumbprintOf } from "./proof/certificate.ts";

export type { BasicAuthenticator, BasicIdentity, BasicOptions, BasicRequest, BasicUser } from "./basic/basic.ts";
export { createBasic } from "./basic/basic.ts";
export type { ScryptCost } from "./basic/password.ts";
export { hashPassword } from "./basic/password.ts";
export type { UserPassword } from "./basic/user-password.ts";
export { parseUserPassword } from "./basic/user-password.ts";

export type { OpenPostgres, PostgresPool } from "./stores/postgres.ts";
export { openPostgres } from "./stores/postgres.ts";
export type { OpenRedis, RedisClient } from "./stores/redis.ts";
export { openRedis } from "./stores/redis.ts";
export { StoreUnavailable } from "./stores/unavailable.ts";
