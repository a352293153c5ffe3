import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Json } from "@authz/model";
import fc from "fast-check";
import { refusalCodes } from "../codes.ts";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { accessTokenClaims, createTestIssuer, testSeconds, type TestIssuer } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";
import { inspectToken } from "./inspect-token.ts";

// The machine may be busy with other tests.
jest.setTimeout(60_000);

let issuer: TestIssuer;
let authenticator: Authenticator;
beforeAll(async () => {
  issuer = await createTestIssuer();
  authenticator = await openTestIdentity({ corp: issuerConfig(issuer) });
});

test("an access token: what it says of itself, and for whom it stands", async () => {
  const { judged, ...described } = await inspectToken(await issuer.sign(accessTokenClaims()), { authenticator });
  expect(described).toEqual({
    kind: "access-token",
    what: "an access token (JWT)",
    facts: [
      { name: "algorithm", value: "`ES256`" },
      { name: "type", value: "`at+jwt`" },
      { name: "key", value: "`k1`" },
      { name: "issuer", value: "`https://login.example.com`" },
      { name: "audience", value: "`https://api.example.com`" },
      { name: "issued", value: "2026-06-01T12:00:00.000Z" },
      { name: "expires", value: "2026-06-01T12:05:00.000Z" },
      { name: "claims", value: "`iss`, `sub`, `aud`, `client_id`, `exp`, `iat`, `jti`" },
    ],
  });
  expect(judged).toMatchObject({ identity: { subject: { type: "User", id: "corp/ana" } } });
});

describe("what it is", () => {
  const seven = { iss: "https://login.example.com", aud: "app", sub: "ana", iat: testSeconds, exp: testSeconds + 300 };
  test.each<readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, Json>>]>([
    ["an ID token (JWT)", { typ: "JWT" }, { ...seven, nonce: "n" }],
    ["a logout token (JWT)", { typ: "logout+jwt" }, seven],
    ["a security event (JWT)", { typ: "secevent+jwt" }, seven],
    ["a DPoP proof (JWT)", { typ: "dpop+jwt" }, seven],
    ["a client assertion (JWT)", { typ: "client-authentication+jwt" }, seven],
    ["a status list (JWT)", { typ: "statuslist+jwt" }, seven],
    ["a JWT without a type of its own", { typ: "JWT" }, seven],
  ])("%s", async (what, header, claims) => {
    const inspection = await inspectToken(await issuer.sign(claims, header), { authenticator });
    expect(inspection.what).toBe(what);
    expect(inspection.judged).toMatchObject({ refusal: { code: "token/type" } });
  });

  test.each([
    ["e30.e30.e30.e30.e30", "an encrypted token (JWE)"],
    ["2YotnFZFEjr1zCsicMWpAA", "an opaque token, or a key"],
    ["hello world", "nothing that is a token"],
    ["x".repeat(10_000), "something longer than 8192 bytes"],
    ["eyJhbGciOiJFUzI1NiIsImNyaXQiOlsiZXhwIl19.e30.e30", "a signed token that nobody takes"],
  ])("%s", async (token, what) => {
    expect((await inspectToken(token)).what).toBe(what);
  });
});

/** Any sixteen characters of it in a row would be a part that should not be seen. */
function leaks(token: string, output: string): boolean {
  const parts = token
    .split(".")
    .flatMap((part) => [...Array(Math.max(part.length - 15, 0)).keys()].map((at) => part.slice(at, at + 16)));
  return parts.some((part) => output.includes(part));
}

test("no part of a token is in what is said of it, whatever it holds", async () => {
  const texts = fc.oneof(fc.string(), fc.base64String({ minLength: 20 }), fc.constant("https://login.example.com"));
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom("iss", "sub", "aud", "jti", "nonce", "exp", "secret"), texts),
      async (changes) => {
        const token = await issuer.sign({ ...accessTokenClaims(), ...changes });
        const spoilt = `${token.slice(0, -4)}AAAA`;
        for (const text of [token, spoilt, `${token}=`, `${token}.e30`, token.replaceAll(".", "")]) {
          const outcome = await authenticator.authenticate(text);
          expect(outcome.ok ? false : leaks(text, JSON.stringify(outcome))).toBe(false);
          const { judged: _judged, ...described } = await inspectToken(text, { authenticator });
          expect(leaks(text, JSON.stringify(described))).toBe(false);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("nothing foreign can steer a terminal or fill a page", async () => {
  const token = await issuer.sign(accessTokenClaims({ iss: `\u001b[2J\u202e${"x".repeat(2_000)}` }));
  const said = JSON.stringify(await inspectToken(token, { authenticator }));
  expect(said).not.toMatch(/\\u001b|\u202e/);
  expect(said.length).toBeLessThan(2_000);
});

test("codes have a group and a name, a sentence, and do not tell unknown from revoked", () => {
  for (const [code, { what }] of Object.entries(refusalCodes)) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*$/);
    expect(what).toMatch(/^[A-Z].*\.$/);
  }
  expect(Object.keys(refusalCodes).join()).not.toMatch(/revoked/);
});
