/**
 * The bounds on what credentials, and the answers of those who vouch for them, may cause. Sizes are bytes, durations
 * seconds. Each has a test at the limit and one past it.
 */
export const identityLimits = {
  /** One token or proof, before anything looks into it. */
  tokenLength: 8_192,
  /** Nesting of JSON in headers, claims and answers. */
  jsonDepth: 16,
  /** Names of members in one header or one set of claims, nested ones too. */
  jsonMembers: 512,
  /** A `kid`, in a token and in a key set. */
  keyIdLength: 256,
  /** One key set, unpacked. */
  keySetLength: 65_536,
  keysInSet: 64,
  /** One answer of an introspection endpoint, unpacked. */
  introspectionLength: 65_536,
  /** Until an answer has come whole. */
  answerSeconds: 3,
  /** Between two fetches of one key set that an unknown `kid` asks for. */
  refetchSeconds: 30,
  /** What an answer's `Cache-Control` may ask for at least and at most. */
  freshSecondsLeast: 30,
  freshSecondsMost: 86_400,
  /** How long after it went stale the last good key set is used while no new one comes. */
  staleSeconds: 3_600,
  /** Difference of clocks that is borne. */
  leewaySeconds: 60,
  /** From `iat` (or now) to `exp`. */
  lifetimeSeconds: 86_400,
  /** An introspected token that is active; one that is not. */
  activeSeconds: 60,
  inactiveSeconds: 5,
  /** Introspected tokens that are remembered. */
  introspectionEntries: 10_000,
  /** Actors of an `act` chain. */
  actors: 8,
  /** One API key as it is presented. */
  apiKeyLength: 128,
  /** One file of API keys, and the keys in it. */
  apiKeyFileLength: 16_777_216,
  apiKeys: 50_000,
  /** Names, ids, scopes and roles of an API key: each, and how many of a kind. */
  apiKeyText: 256,
  apiKeyList: 64,
  /** Between two notes of when a key was last used. */
  lastUsedSeconds: 3_600,
  /** Until a store (PostgreSQL, Redis, a lock) has answered. */
  storeSeconds: 3,
  /** How long this process may not see what another one appended to the file of revocations. */
  revocationRefreshSeconds: 1,
  /** Revocations that are kept, and bytes of their file. */
  revocations: 1_000_000,
  revocationFileLength: 268_435_456,
  /** Names in one revocation: `iss`, `jti`, `sid`, `sub`, `client_id`. */
  revocationText: 1_024,
  /** How far the clocks of an issuer and of whoever revokes may lie apart. */
  revocationSkewSeconds: 5,
  /** One status list token; its list, unpacked; lists that are remembered, and how long at least and at most. */
  statusTokenLength: 1_048_576,
  statusListLength: 8_388_608,
  statusLists: 32,
  statusSecondsLeast: 5,
  statusSecondsMost: 3_600,
  /** Age of a DPoP proof, and how far ahead its clock may be. */
  proofSeconds: 60,
  proofAheadSeconds: 10,
  /** `jti` and `nonce` of a proof, each. */
  proofText: 256,
  /** Proofs that are remembered; when there are more, new ones are refused. */
  proofs: 100_000,
  /** How long a DPoP nonce is the current one; the one before it is still taken. */
  nonceSeconds: 120,
  /** A client certificate, DER. */
  certificateLength: 16_384,
  /** User name and password, bytes of UTF-8 together. */
  passwordLength: 1_024,
  /** Passwords that are checked at one time; more wait for none and are refused. */
  passwordChecks: 16,
  /** Wrong passwords of one name from one place until it is locked out, for how long, and names that are remembered. */
  passwordFailures: 10,
  lockoutSeconds: 900,
  lockoutEntries: 10_000,
  /** How long a right password is not checked anew, and how many of them. */
  passwordMemorySeconds: 60,
  passwordMemoryEntries: 1_000,
} as const;
