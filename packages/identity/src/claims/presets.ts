import type { JsonObject } from "@authz/model";
import { member } from "../encoding/strict-json.ts";
import { jwtProfiles, legacyAccessToken, legacyProfile, type JwtProfile } from "../token/kinds.ts";
import { claimAt, textAt, type ClaimPath } from "./claim-path.ts";

/** What an issuer's tokens look like, where that is not what RFC 9068 says. */
export interface Preset {
  readonly profile: JwtProfile;
  /** Where the token says for whom it is. */
  readonly audienceClaim: "aud" | "client_id";
  /** Where scopes are: a text with spaces, or a list. Only one of them may be there. */
  readonly scopes: readonly ("scope" | "scp")[];
  readonly scopeLists: boolean;
  /** Claims with the client's id; the first that is there counts. */
  readonly client: readonly string[];
  /** The claim that identifies a user within the issuer, for good. */
  readonly user: string;
  /** Whether the client acts for itself: no user is behind the token. */
  readonly isClient: (claims: JsonObject) => boolean;
  readonly roles: readonly ClaimPath[];
  readonly groups: readonly ClaimPath[];
  /** Whether the issuer left groups out because there are too many. */
  readonly groupsElsewhere: (claims: JsonObject) => boolean;
  /** What a client's token without scopes may be used for. */
  readonly clientWithoutScope: WithoutScope;
}

/** A token without scopes: covers nothing, or whatever its subject may do. */
export type WithoutScope = "nothing" | "everything";

export type PresetName = "rfc9068" | "legacy" | "keycloak" | "auth0" | "entra" | "cognito" | "okta";

/**
 * RFC 9068 5: the subject of a token that no user is behind is its client. Introspection may leave `sub` out (RFC 7662 2.2); then
 * a `username` says that there is a user, who must not get what the client may.
 */
const subjectIs = (claims: JsonObject, clients: readonly string[]): boolean => {
  const sub = member(claims, "sub");
  if (sub === undefined) return member(claims, "username") === undefined;
  return clients.some((name) => member(claims, name) === sub);
};

const clientClaims = ["client_id", "azp", "cid", "appid"] as const;

const rfc9068: Preset = {
  profile: jwtProfiles["access-token"],
  audienceClaim: "aud",
  scopes: ["scope"],
  scopeLists: false,
  client: ["client_id"],
  user: "sub",
  isClient: (claims) => subjectIs(claims, ["client_id"]),
  roles: ["roles"],
  groups: ["groups"],
  groupsElsewhere: () => false,
  clientWithoutScope: "nothing",
};

const legacy: Preset = {
  ...rfc9068,
  profile: legacyAccessToken,
  scopes: ["scope", "scp"],
  scopeLists: true,
  client: clientClaims,
  isClient: (claims) => subjectIs(claims, clientClaims),
};

export const presets: Readonly<Record<PresetName, Preset>> = {
  rfc9068,
  legacy,

  // `typ` in the claims tells access tokens (Bearer) from ID, refresh and logout tokens. A service account has a `sub` of
  // its own, no session, and its client in `client_id` (`clientId` in older versions).
  keycloak: {
    ...legacy,
    profile: legacyProfile({
      name: "an access token of Keycloak",
      required: ["iss", "exp", "aud", "sub", "iat", "azp"],
      fixed: { typ: "Bearer" },
      forbidden: ["events", "htm", "htu", "status_list", "at_hash", "c_hash"],
    }),
    scopes: ["scope"],
    scopeLists: false,
    client: ["azp"],
    isClient: (claims) =>
      member(claims, "sid") === undefined && ["client_id", "clientId"].some((name) => same(claims, name, "azp")),
    roles: [["realm_access", "roles"]],
  },

  // Both of Auth0's token profiles. ID tokens have neither `scope` nor the API's audience.
  auth0: {
    ...legacy,
    profile: legacyProfile({
      name: "an access token of Auth0",
      required: ["iss", "exp", "aud", "sub", "iat"],
      requiredOneOf: [["azp", "client_id"]],
    }),
    scopes: ["scope"],
    scopeLists: false,
    client: ["azp", "client_id"],
    isClient: (claims) =>
      member(claims, "gty") === "client-credentials" ||
      ["azp", "client_id"].some((name) => member(claims, "sub") === `${textAt(claims, name) ?? ""}@clients`),
    roles: ["permissions"],
  },

  // ID tokens have no `azp` (`appid` in version 1), and tokens of an app alone no `scp`; their `sub` is no pairwise one.
  entra: {
    ...legacy,
    profile: legacyProfile({
      name: "an access token of Entra",
      required: ["iss", "exp", "aud", "sub", "iat", "oid", "tid"],
      requiredOneOf: [["azp", "appid"]],
    }),
    scopes: ["scp"],
    scopeLists: false,
    client: ["azp", "appid"],
    user: "oid",
    isClient: (claims) =>
      member(claims, "idtyp") === "app" || (member(claims, "scp") === undefined && same(claims, "sub", "oid")),
    groupsElsewhere: (claims) => claimAt(claims, ["_claim_names", "groups"]) !== undefined || hasGroups(claims),
    clientWithoutScope: "everything",
  },

  // No `aud` (unless resources are bound): the token is for the apps of the pool that the configuration names.
  cognito: {
    ...legacy,
    profile: legacyProfile({
      name: "an access token of Cognito",
      required: ["iss", "exp", "sub", "iat", "jti", "client_id"],
      fixed: { token_use: "access" },
    }),
    audienceClaim: "client_id",
    scopes: ["scope"],
    scopeLists: false,
    client: ["client_id"],
    isClient: (claims) => member(claims, "username") === undefined && same(claims, "sub", "client_id"),
    groups: ["cognito:groups"],
  },

  // Scopes are a list, and `sub` is a name that can be given to somebody else.
  okta: {
    ...legacy,
    profile: legacyProfile({
      name: "an access token of Okta",
      required: ["iss", "exp", "aud", "sub", "iat", "jti", "cid"],
    }),
    scopes: ["scp"],
    client: ["cid"],
    user: "uid",
    isClient: (claims) => member(claims, "uid") === undefined && same(claims, "sub", "cid"),
  },
};

/** Whether two claims are there and say the same. */
function same(claims: JsonObject, name: string, other: string): boolean {
  const value = textAt(claims, name);
  return value !== undefined && value === textAt(claims, other);
}

function hasGroups(claims: JsonObject): boolean {
  const value = member(claims, "hasgroups");
  return value === true || value === "true";
}
