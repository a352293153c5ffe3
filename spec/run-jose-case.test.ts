import { expect, test } from "@jest/globals";
import type { Json } from "@authz/model";
import { CompactSign, exportJWK, generateKeyPair } from "jose";
import { acceptsJoseCase } from "./run-jose-case.ts";

test("a vector is accepted when its key made the signature, and only then", async () => {
  const { publicKey, privateKey } = await generateKeyPair("PS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: "PS256", kid: "k" } as Json;
  const jws = await new CompactSign(new TextEncoder().encode("foo"))
    .setProtectedHeader({ alg: "PS256", kid: "k" })
    .sign(privateKey);
  const accepts = (model: { readonly jwk?: Json; readonly jwks?: Json }, text: unknown): Promise<boolean> =>
    acceptsJoseCase({ id: "own/1", model, request: { jws: text }, expected: { valid: true } });
  expect(await accepts({ jwk }, jws)).toBe(true);
  expect(await accepts({ jwks: { keys: [jwk] } }, jws)).toBe(true);
  expect(await accepts({ jwk: { ...(jwk as object), alg: "RS256" } }, jws)).toBe(false);
  expect(await accepts({ jwk }, jws.replace(".Zm9v.", ".Zm9w."))).toBe(false);
  expect(await accepts({ jwk }, `${jws}?`)).toBe(false);
  expect(await accepts({ jwk }, { payload: "Zm9v" })).toBe(false);
  expect(await accepts({}, jws)).toBe(false);
});
