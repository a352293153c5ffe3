/** The kinds of JWT that travel in OAuth and OpenID Connect. A validator takes one of them and refuses the others. */
export type JwtKind =
  "access-token" | "id-token" | "logout-token" | "security-event" | "dpop-proof" | "client-assertion" | "status-list";

/** What tells a kind of JWT from the others: rules that exclude each other (RFC 8725 3.12). */
export interface JwtProfile {
  /** In words, for messages. */
  readonly name: string;
  /** What `typ` may be: media types in lower case without `application/`; an empty one is a header without `typ`. */
  readonly types: readonly string[];
  readonly required: readonly string[];
  /** Of each group at least one. */
  readonly requiredOneOf?: readonly (readonly string[])[];
  readonly forbidden: readonly string[];
  /** Claims that have exactly this value. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** Claims that only other kinds than access tokens have. */
const foreign: readonly string[] = ["nonce", "at_hash", "c_hash", "s_hash", "events", "htm", "htu", "status_list"];

export const jwtProfiles: Readonly<Record<JwtKind, JwtProfile>> = {
  // RFC 9068 2.1, 2.2
  "access-token": {
    name: "an access token",
    types: ["at+jwt"],
    required: ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"],
    forbidden: [],
  },
  // OpenID Connect Core 2
  "id-token": {
    name: "an ID token",
    types: ["", "jwt"],
    required: ["iss", "sub", "aud", "exp", "iat"],
    forbidden: ["scope", "scp", "client_id", "events", "htm", "htu", "status_list"],
  },
  // OpenID Connect Back-Channel Logout 2.4
  "logout-token": {
    name: "a logout token",
    types: ["logout+jwt"],
    required: ["iss", "aud", "iat", "exp", "jti", "events"],
    forbidden: ["nonce"],
  },
  // RFC 8417 2.3, OpenID Shared Signals Framework 1.0 4.1
  "security-event": {
    name: "a security event",
    types: ["secevent+jwt"],
    required: ["iss", "aud", "iat", "jti", "events"],
    forbidden: ["sub", "exp"],
  },
  // RFC 9449 4.2
  "dpop-proof": {
    name: "a DPoP proof",
    types: ["dpop+jwt"],
    required: ["jti", "htm", "htu", "iat"],
    forbidden: [],
  },
  // RFC 7523 3 as its revision has it, with a type of its own
  "client-assertion": {
    name: "a client assertion",
    types: ["client-authentication+jwt"],
    required: ["iss", "sub", "aud", "exp", "jti"],
    forbidden: [],
  },
  // Token Status List 5.1
  "status-list": {
    name: "a status list",
    types: ["statuslist+jwt"],
    required: ["sub", "iat", "status_list"],
    forbidden: [],
  },
};

/**
 * Access tokens of issuers that do not follow RFC 9068, by explicit opt-in: without a type of their own they are told
 * from ID tokens by what they have (a client, scopes) and have not.
 */
export const legacyAccessToken: JwtProfile = {
  name: "an access token",
  types: ["", "jwt", "at+jwt"],
  required: ["iss", "exp", "aud", "sub"],
  requiredOneOf: [
    ["client_id", "azp", "cid", "appid"],
    ["scope", "scp"],
  ],
  forbidden: foreign,
};

/** For vendors' presets: a legacy token that is known by more. */
export function legacyProfile(changes: Partial<JwtProfile>): JwtProfile {
  return { ...legacyAccessToken, requiredOneOf: [], ...changes };
}
