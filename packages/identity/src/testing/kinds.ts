import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { JsonObject } from "@authz/model";
import type { JwtKind } from "../token/kinds.ts";
import { accessTokenClaims, testAudience, testSeconds, type TestIssuer } from "./issuer.ts";

/** One JWT of a kind: header and claims. */
export interface Sample {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

export const testListUrl = "https://status.example.com/lists/1";

const base = { iss: "https://login.example.com", aud: testAudience, iat: testSeconds, exp: testSeconds + 300 };
const { exp: _exp, ...withoutExpiry } = base;
const logout = { "http://schemas.openid.net/event/backchannel-logout": {} };
const sessionRevoked = { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": {} };
const proof = { jti: "p1", htm: "GET", htu: "https://api.example.com/", iat: testSeconds };

/** One of each kind. All are of one issuer and, where that is possible, for one audience: the worst case. */
export const samples: Readonly<Record<JwtKind, Sample>> = {
  "access-token": { header: { typ: "at+jwt" }, claims: accessTokenClaims({ scope: "a" }) },
  "id-token": {
    header: { typ: "JWT" },
    claims: { ...base, sub: "ana", azp: "app", nonce: "n", at_hash: "h", auth_time: testSeconds, acr: "phr" },
  },
  "logout-token": { header: { typ: "logout+jwt" }, claims: { ...base, sub: "ana", jti: "l1", events: logout } },
  "security-event": {
    header: { typ: "secevent+jwt" },
    claims: {
      ...withoutExpiry,
      jti: "e1",
      sub_id: { format: "iss_sub", iss: base.iss, sub: "ana" },
      events: sessionRevoked,
    },
  },
  "dpop-proof": { header: { typ: "dpop+jwt" }, claims: { ...proof, iss: base.iss, aud: base.aud } },
  "client-assertion": { header: { typ: "client-authentication+jwt" }, claims: { ...base, sub: base.iss, jti: "c1" } },
  // Of the draft's own example: 16 entries, the first of which is not valid.
  "status-list": {
    header: { typ: "statuslist+jwt" },
    claims: { ...base, sub: testListUrl, status_list: { bits: 1, lst: "eNrbuRgAAhcBXQ" } },
  },
};

/** A sample as a token; a proof is signed with a key of its own, as the others cannot be. */
export async function signSample(kind: JwtKind, issuer: TestIssuer): Promise<string> {
  const { header, claims } = samples[kind];
  if (kind !== "dpop-proof") return issuer.sign(claims, header);
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const protectedHeader = { alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(publicKey) };
  return new SignJWT(claims).setProtectedHeader(protectedHeader).sign(privateKey);
}
