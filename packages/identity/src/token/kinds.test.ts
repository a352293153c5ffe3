import { beforeAll, describe, expect, test } from "@jest/globals";
import type { JsonObject } from "@authz/model";
import { presets, type PresetName } from "../claims/presets.ts";
import {
  accessTokenClaims,
  createTestIssuer,
  testAudience,
  testNow,
  testSeconds,
  type TestIssuer,
} from "../testing/issuer.ts";
import { jwtProfiles, legacyAccessToken, type JwtKind, type JwtProfile } from "./kinds.ts";
import { verifyJwt } from "./verify-jwt.ts";

// The worst case: one issuer signs every kind with one key, and all of them are for one audience.

interface Sample {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

const base = { iss: "https://login.example.com", aud: testAudience, iat: testSeconds, exp: testSeconds + 300 };
const { exp: _exp, ...withoutExpiry } = base;
const logout = { "http://schemas.openid.net/event/backchannel-logout": {} };
const sessionRevoked = { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": {} };

const samples: Readonly<Record<JwtKind, Sample>> = {
  "access-token": { header: { typ: "at+jwt" }, claims: accessTokenClaims({ scope: "a" }) },
  "id-token": {
    header: { typ: "JWT" },
    claims: { ...base, sub: "ana", azp: "app", nonce: "n", at_hash: "h", auth_time: testSeconds, acr: "phr" },
  },
  "logout-token": { header: { typ: "logout+jwt" }, claims: { ...base, sub: "ana", jti: "l1", events: logout } },
  "security-event": {
    header: { typ: "secevent+jwt" },
    claims: { ...withoutExpiry, jti: "e1", sub_id: { format: "opaque", id: "s" }, events: sessionRevoked },
  },
  "dpop-proof": {
    header: { typ: "dpop+jwt", jwk: { kty: "EC", crv: "P-256", x: "x", y: "y" } },
    claims: { jti: "p1", htm: "GET", htu: "https://api.example.com/", iat: testSeconds, iss: base.iss, aud: base.aud },
  },
  "client-assertion": {
    header: { typ: "client-authentication+jwt" },
    claims: { ...base, sub: base.iss, jti: "c1" },
  },
  "status-list": {
    header: { typ: "statuslist+jwt" },
    claims: {
      ...base,
      sub: "https://login.example.com/statuslists/1",
      status_list: { bits: 1, lst: "eNrbuRgAAhcBXQ" },
    },
  },
};

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
});

async function accepts(profile: JwtProfile, { header, claims }: Sample): Promise<boolean> {
  const outcome = await verifyJwt(await issuer.sign(claims, header), {
    profile,
    issuer: issuer.issuer,
    audiences: [testAudience],
    algorithms: [issuer.algorithm],
    keys: issuer.keys,
    clock: () => testNow,
  });
  return outcome.ok;
}

const kinds = Object.keys(jwtProfiles) as JwtKind[];
const pairs = kinds.flatMap((validator) => kinds.map((kind) => [validator, kind] as const));

test.each(pairs)("the validator of %s, given %s", async (validator, kind) => {
  expect(await accepts(jwtProfiles[validator], samples[kind])).toBe(validator === kind);
});

describe("validators of issuers without a type for access tokens", () => {
  const profiles: readonly (readonly [name: string, profile: JwtProfile])[] = [
    ["legacy", legacyAccessToken],
    ...(Object.keys(presets) as PresetName[]).map((name) => [name, presets[name].profile] as const),
  ];
  const wrong = kinds.filter((kind) => kind !== "access-token");

  test.each(profiles.flatMap(([name, profile]) => wrong.map((kind) => [name, kind, profile] as const)))(
    "%s refuses %s",
    async (_name, kind, profile) => {
      expect(await accepts(profile, samples[kind])).toBe(false);
    },
  );

  // Each kind as an issuer writes it that gives nothing a type.
  test.each(profiles.flatMap(([name, profile]) => wrong.map((kind) => [name, kind, profile] as const)))(
    "%s refuses %s without a type",
    async (_name, kind, profile) => {
      expect(await accepts(profile, { ...samples[kind], header: { typ: "JWT" } })).toBe(false);
    },
  );

  test("an ID token without nonce and hash is no legacy access token either", async () => {
    const { nonce: _nonce, at_hash: _hash, ...claims } = samples["id-token"].claims;
    expect(await accepts(legacyAccessToken, { header: { typ: "JWT" }, claims })).toBe(false);
  });

  test("an access token that is one", async () => {
    const claims = { ...accessTokenClaims({ scope: "a" }), azp: "app" };
    expect(await accepts(legacyAccessToken, { header: { typ: "JWT" }, claims })).toBe(true);
    expect(await accepts(jwtProfiles["access-token"], { header: { typ: "JWT" }, claims })).toBe(false);
  });
});
