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
} as const;
