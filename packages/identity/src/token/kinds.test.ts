import { beforeAll, describe, expect, test } from "@jest/globals";
import { presets, type PresetName } from "../claims/presets.ts";
import { accessTokenClaims, createTestIssuer, testAudience, testNow, type TestIssuer } from "../testing/issuer.ts";
import { samples, type Sample } from "../testing/kinds.ts";
import { jwtProfiles, legacyAccessToken, type JwtKind, type JwtProfile } from "./kinds.ts";
import { verifyJwt } from "./verify-jwt.ts";

// The worst case: one issuer signs every kind with one key, and all of them are for one audience.

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
