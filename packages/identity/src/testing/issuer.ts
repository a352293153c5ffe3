import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Json, JsonObject } from "@authz/model";
import type { Algorithm } from "../keys/algorithms.ts";
import { createStaticKeys, readKeySet, type KeySource } from "../keys/key-set.ts";

/** Somebody who signs tokens in tests. */
export interface TestIssuer {
  readonly issuer: string;
  readonly algorithm: Algorithm;
  readonly keys: KeySource;
  /** As it would be published. */
  readonly keySet: JsonObject;
  sign(claims: JsonObject, header?: JsonObject): Promise<string>;
}

export const testNow: Date = new Date("2026-06-01T12:00:00Z");
export const testSeconds: number = testNow.getTime() / 1000;
export const testAudience = "https://api.example.com";

export async function createTestIssuer(
  issuer: string = "https://login.example.com",
  algorithm: Algorithm = "ES256",
  kid: string = "k1",
): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: "sig" } as unknown as Json;
  const keySet = { keys: [jwk] };
  const read = await readKeySet(keySet, { algorithms: [algorithm], secrets: false });
  if (!read.ok) throw new Error(read.problem);
  return {
    issuer,
    algorithm,
    keys: createStaticKeys(read.set),
    keySet,
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid, typ: "at+jwt", ...header }).sign(privateKey),
  };
}

/** Claims that an access token of RFC 9068 has, with others instead. An undefined one is left out. */
export function accessTokenClaims(
  changes: Readonly<Record<string, Json | undefined>> = {},
): JsonObject & { readonly iss: string } {
  const claims = {
    iss: "https://login.example.com",
    sub: "ana",
    aud: testAudience,
    client_id: "app",
    exp: testSeconds + 300,
    iat: testSeconds,
    jti: "t1",
    ...changes,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)) as JsonObject & {
    iss: string;
  };
}
