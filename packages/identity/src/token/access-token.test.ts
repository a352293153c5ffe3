import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "@authz/model";
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, type CryptoKey } from "jose";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { encodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import { accessTokenClaims, createTestIssuer, testNow, testSeconds, type TestIssuer } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";

let issuer: TestIssuer;
let stranger: TestIssuer;
let authenticator: Authenticator;

beforeAll(async () => {
  issuer = await createTestIssuer();
  stranger = await createTestIssuer("https://login.example.org");
  authenticator = await openTestIdentity({ corp: issuerConfig(issuer), other: issuerConfig(stranger) });
});

async function judge(token: string): Promise<string> {
  const outcome = await authenticator.authenticate(token);
  return outcome.ok ? `${outcome.subject.type} ${outcome.subject.id}` : outcome.code;
}

async function judgeClaims(changes: Readonly<Record<string, Json | undefined>>, header?: JsonObject): Promise<string> {
  return judge(await issuer.sign(accessTokenClaims(changes), header));
}

test("a token as RFC 9068 has it is accepted", async () => {
  expect(await judgeClaims({})).toBe("User corp/ana");
});

describe("claims", () => {
  const cases: readonly (readonly [what: string, claims: Readonly<Record<string, Json | undefined>>, code: string])[] =
    [
      ["no exp", { exp: undefined }, "token/claims"],
      ["exp now", { exp: testSeconds - 60 }, "token/expired"],
      ["exp a moment later", { exp: testSeconds - 59.999 }, "User corp/ana"],
      ["exp as text", { exp: "1795506269" }, "token/claims"],
      ["exp null", { exp: null }, "token/claims"],
      ["exp in a list", { exp: [testSeconds + 60] }, "token/claims"],
      ["exp beyond the calendar", { exp: 1e308 }, "token/claims"],
      ["exp negative", { exp: -1 }, "token/claims"],
      ["the longest life", { exp: testSeconds + identityLimits.lifetimeSeconds + 60 }, "User corp/ana"],
      ["a longer life", { exp: testSeconds + identityLimits.lifetimeSeconds + 61 }, "token/lifetime"],
      [
        "a longer life that begins in a moment",
        { iat: testSeconds + 60, exp: testSeconds + identityLimits.lifetimeSeconds + 61 },
        "token/lifetime",
      ],
      ["nbf at the leeway", { nbf: testSeconds + 60 }, "User corp/ana"],
      ["nbf after it", { nbf: testSeconds + 60.001 }, "token/not-yet-valid"],
      ["iat at the leeway", { iat: testSeconds + 60 }, "User corp/ana"],
      ["iat after it", { iat: testSeconds + 61 }, "token/issued-in-future"],
      ["iat long ago, and a life of two days", { iat: testSeconds - 172_000 }, "token/lifetime"],
      ["no iat", { iat: undefined }, "token/claims"],
      ["no jti", { jti: undefined }, "token/claims"],
      ["no sub", { sub: undefined }, "token/claims"],
      ["sub empty", { sub: "" }, "token/claims"],
      ["sub a number", { sub: 7 }, "token/claims"],
      ["no client_id", { client_id: undefined }, "token/claims"],
      ["a slash after iss", { iss: "https://login.example.com/" }, "token/unknown-issuer"],
      ["iss in capitals", { iss: "https://LOGIN.example.com" }, "token/unknown-issuer"],
      ["a prefix of iss", { iss: "https://login.example" }, "token/unknown-issuer"],
      ["iss in a list", { iss: ["https://login.example.com"] }, "token/unknown-issuer"],
      ["no iss", { iss: undefined }, "token/unknown-issuer"],
      ["iss __proto__", { iss: "__proto__" }, "token/unknown-issuer"],
      ["another issuer's iss", { iss: "https://login.example.org" }, "token/signature"],
      ["no aud", { aud: undefined }, "token/claims"],
      ["aud in a list", { aud: ["https://x.example", "https://api.example.com"] }, "User corp/ana"],
      ["another aud", { aud: "https://x.example" }, "token/audience"],
      ["aud with a space", { aud: "https://api.example.com " }, "token/audience"],
      ["a prefix of aud", { aud: "https://api.example" }, "token/audience"],
      ["aud empty", { aud: [] }, "token/audience"],
      ["aud with an object", { aud: ["https://api.example.com", {}] }, "token/claims"],
      ["scope in a list", { scope: ["a"] }, "token/claims"],
      ["scope a number", { scope: 7 }, "token/claims"],
      ["client_id a number", { client_id: 7 }, "token/claims"],
      // What is revoked is looked up by these names: one that is no text would never be found.
      ["jti a number", { jti: 7 }, "token/claims"],
      ["jti empty", { jti: "" }, "token/claims"],
      ["sid a list", { sid: ["s1"] }, "token/claims"],
      ["azp an object", { azp: {} }, "token/claims"],
      ["acr a number", { acr: 2 }, "token/claims"],
      ["amr a text", { amr: "mfa" }, "token/claims"],
      ["auth_time a text", { auth_time: "now" }, "token/claims"],
      ["bound by a key", { cnf: { jkt: "x" } }, "token/bound"],
      ["bound by a certificate", { cnf: { "x5t#S256": "x" } }, "token/bound"],
      ["bound by what nobody knows", { cnf: {} }, "token/bound"],
      ["cnf null", { cnf: null }, "token/claims"],
      ["about a client", { sub: "app" }, "Service corp/app"],
    ];
  test.each(cases)("%s", async (_what, claims, code) => {
    expect(await judgeClaims(claims)).toBe(code);
  });
});

describe("without leeway", () => {
  test.each<readonly [what: string, claims: Readonly<Record<string, Json>>, expected: string]>([
    ["exp now", { exp: testSeconds }, "token/expired"],
    ["exp in a moment", { exp: testSeconds + 0.001 }, "accepted"],
    ["nbf now", { nbf: testSeconds }, "accepted"],
    ["nbf in a moment", { nbf: testSeconds + 0.001 }, "token/not-yet-valid"],
    ["iat in a moment", { iat: testSeconds + 0.001 }, "token/issued-in-future"],
    ["a life of an hour", { iat: testSeconds - 1, exp: testSeconds + 3_599 }, "accepted"],
    ["a life of more", { iat: testSeconds - 2, exp: testSeconds + 3_599 }, "token/lifetime"],
  ])("%s", async (_what, claims, expected) => {
    const strict = await openTestIdentity({ corp: issuerConfig(issuer, { leeway: "0s", lifetime: "1h" }) });
    expect(verdict(await strict.authenticate(await issuer.sign(accessTokenClaims(claims))))).toBe(expected);
  });
});

describe("headers", () => {
  const cases: readonly (readonly [what: string, header: JsonObject, code: string])[] = [
    ["typ with its tree", { typ: "application/at+jwt" }, "User corp/ana"],
    ["typ in capitals", { typ: "AT+JWT" }, "User corp/ana"],
    ["typ JWT", { typ: "JWT" }, "token/type"],
    ["typ of an ID token's kin", { typ: "id+jwt" }, "token/type"],
    ["another kid", { kid: "k2" }, "token/unknown-key"],
    ["kid a path", { kid: "../../dev/null" }, "token/unknown-key"],
    ["kid SQL", { kid: "' OR 1=1 --" }, "token/unknown-key"],
    ["kid __proto__", { kid: "__proto__" }, "token/unknown-key"],
    ["the longest kid", { kid: "k".repeat(identityLimits.keyIdLength) }, "token/unknown-key"],
    ["a longer kid", { kid: "k".repeat(identityLimits.keyIdLength + 1) }, "token/header"],
    ["jku", { jku: "https://evil.example/jwks" }, "User corp/ana"],
    ["x5u", { x5u: "https://evil.example/x5u" }, "User corp/ana"],
    ["zip", { zip: "DEF" }, "token/encrypted"],
  ];
  test.each(cases)("%s", async (_what, header, code) => {
    expect(await judgeClaims({}, header)).toBe(code);
  });

  test("without typ", async () => {
    const token = await compact(JSON.stringify({ alg: "ES256", kid: "k1" }), JSON.stringify(accessTokenClaims()));
    expect(await judge(token)).toBe("token/type");
  });

  test.each([
    ["crit unknown", { crit: ["exp"], exp: 1 }, "token/critical"],
    ["crit empty", { crit: [] }, "token/critical"],
    ["b64", { b64: false }, "token/critical"],
    ["kid a number", { kid: 1 }, "token/header"],
    ["kid a list", { kid: ["k1"] }, "token/header"],
    ["typ a list", { typ: ["at+jwt"] }, "token/header"],
    ["alg a list", { alg: ["ES256"] }, "token/header"],
    ["no alg", { alg: null }, "token/header"],
    ["enc", { enc: "A128GCM" }, "token/encrypted"],
  ])("%s", async (_what, header, code) => {
    expect(await judge(await compact(JSON.stringify({ ...plainHeader, ...header }), claimsText()))).toBe(code);
  });

  test.each(["none", "None", "nOnE", "NONE", "HS256", "RS256", "ES384", "es256", " ES256", ""])(
    "alg %j",
    async (alg) => {
      const header = JSON.stringify({ ...plainHeader, alg });
      expect(await judge(await compact(header, claimsText()))).toBe("token/algorithm");
    },
  );

  test("a key in the header is not looked at, whoever signed", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = (await exportJWK(publicKey)) as JsonObject;
    const header = { ...plainHeader, jwk };
    const token = await new CompactSign(new TextEncoder().encode(claimsText()))
      .setProtectedHeader({ ...header, alg: "ES256" })
      .sign(privateKey);
    expect(await judge(token)).toBe("token/signature");
    expect(await judgeClaims({}, { jwk })).toBe("User corp/ana");
  });
});

const plainHeader = { alg: "ES256", kid: "k1", typ: "at+jwt" };

function claimsText(): string {
  return JSON.stringify(accessTokenClaims());
}

/** Texts that no library would write, with a signature that is one for another token. */
async function compact(header: string, payload: string): Promise<string> {
  const signature = (await issuer.sign(accessTokenClaims())).split(".")[2] ?? "";
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

function encode(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

describe("form", () => {
  test("only the canonical text of a token is one", async () => {
    const token = await issuer.sign(accessTokenClaims());
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(token.at(-1) ?? "");
    const flipped = [1, 2, 3].map((bits) => token.slice(0, -1) + (alphabet[last ^ bits] ?? ""));
    const others = [`${token}=`, `${token}==`, `${token}\n`, ` ${token}`, `${token}.`, `.${token}`, `${token}.x`];
    const escaped = token.replace(".", "%2E");
    for (const text of [...flipped, ...others, escaped, token.replaceAll("_", "/").replaceAll("-", "+")]) {
      if (text !== token) expect([text, await judge(text)]).toEqual([text, "token/malformed"]);
    }
    expect(await judge(token)).toBe("User corp/ana");
  });

  test.each([
    ["nothing", "", "token/malformed"],
    ["dots", "..", "token/malformed"],
    ["no signature", "e30.e30.", "token/malformed"],
    ["four parts", "e30.e30.e30.e30", "token/malformed"],
    ["a JWE", "e30.e30.e30.e30.e30", "token/encrypted"],
    ["JSON serialization", '{"payload":"e30","signatures":[{"protected":"e30","signature":"e30"}]}', "token/malformed"],
    ["a header that is a list", "W10.e30.e30", "token/malformed"],
    ["a header that is null", "bnVsbA.e30.e30", "token/malformed"],
  ])("%s", async (_what, token, code) => {
    expect(await judge(token)).toBe(code);
  });

  test.each([
    ["alg twice", '{"alg":"none","alg":"ES256","kid":"k1","typ":"at+jwt"}'],
    ["alg twice, once escaped", '{"\\u0061lg":"none","alg":"ES256","kid":"k1","typ":"at+jwt"}'],
    ["text after it", '{"alg":"ES256","kid":"k1","typ":"at+jwt"} x'],
    ["a byte order mark", '\ufeff{"alg":"ES256","kid":"k1","typ":"at+jwt"}'],
    ["too deep", `{"alg":"ES256","x":${"[".repeat(17)}${"]".repeat(17)}}`],
  ])("a header with %s", async (_what, header) => {
    expect(await judge(await compact(header, claimsText()))).toBe("token/malformed");
  });

  test("claims with a name twice are refused although the signature is right", async () => {
    const { authenticator: own, sign } = await rawSigner();
    const claims = claimsText();
    const twice = claims.replace('"sub":"ana"', '"sub":"ana","sub":"root"');
    const outcome = await own.authenticate(await sign(twice));
    expect(outcome).toMatchObject({ code: "token/claims", message: expect.stringContaining("a name twice") });
    expect(verdict(await own.authenticate(await sign(claims)))).toBe("accepted");
  });

  test.each([
    ["half a surrogate pair in sub", '"sub":"ana"', '"sub":"ana\\ud800"'],
    ["an exp without end", /"exp":\d+/, '"exp":1e400'],
    ["an exp without beginning", /"exp":\d+/, '"exp":-1e400'],
    ["a claim of ours without end", "{", '{"limit":1e400,'],
    ["a byte order mark", "{", "\ufeff{"],
    ["too many names", "{", `{${Array.from({ length: 513 }, (_, index) => `"m${index}":0`).join()},`],
    ["too deep", "{", `{"x":${"[".repeat(16)}${"]".repeat(16)},`],
    ["a list around", /^(.*)$/, "[$1]"],
  ])("claims with %s are refused although the signature is right", async (_what, from, to) => {
    const { authenticator: own, sign } = await rawSigner();
    expect(verdict(await own.authenticate(await sign(claimsText().replace(from, to))))).toBe("token/claims");
  });

  test("what is no text is refused by whoever calls without types, with introspection as well", async () => {
    const introspection = { url: "https://i.example/", clientId: "api", clientSecret: { env: "S" } };
    const asking = await openTestIdentity({ corp: issuerConfig(issuer, { introspection }) }, { env: { S: "secret" } });
    const anything: readonly unknown[] = [undefined, null, 7, {}, ["opaque-token"], new Uint8Array(3)];
    for (const token of anything) {
      for (const each of [authenticator, asking])
        expect(verdict(await each.authenticate(token as string))).toBe("token/malformed");
    }
  });

  test("claims named like members of objects are left out", async () => {
    const { authenticator: own, sign } = await rawSigner();
    const claims = claimsText().replace("{", '{"__proto__":{"scope":"all"},"constructor":1,');
    const outcome = await own.authenticate(await sign(claims));
    expect(outcome.ok && Object.keys(outcome.token).toSorted()).toEqual([
      "aud",
      "client_id",
      "exp",
      "iat",
      "iss",
      "jti",
      "scope",
      "sub",
    ]);
    expect(outcome.ok && outcome.token["scope"]).toBe("");
  });

  test("the longest token, and one byte more", async () => {
    const sizes = new Map<number, string>();
    for (const filler of ["", "x", "xx"]) {
      for (let pad = 5_600; pad < 5_900; pad++) {
        const token = await issuer.sign(accessTokenClaims({ pad: "x".repeat(pad) }), { filler });
        sizes.set(token.length, token);
      }
    }
    expect(await judge(sizes.get(identityLimits.tokenLength) ?? "")).toBe("User corp/ana");
    expect(await judge(sizes.get(identityLimits.tokenLength + 1) ?? "")).toBe("token/too-long");
    expect(await judge(`${"a".repeat(identityLimits.tokenLength)}.`)).toBe("token/too-long");
    expect(await judge(".".repeat(1_000_000))).toBe("token/too-long");
  });
});

async function rawSigner(): Promise<{ authenticator: Authenticator; sign: (payload: string) => Promise<string> }> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const own = await createTestIssuer();
  const keySet = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" } as Json] };
  return {
    authenticator: await openTestIdentity({ corp: issuerConfig({ ...own, keySet }) }),
    sign: (payload) => signText(payload, privateKey),
  };
}

function signText(payload: string, key: CryptoKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(plainHeader).sign(key);
}

function verdict(outcome: { readonly ok: boolean; readonly code?: string }): string {
  return outcome.ok ? "accepted" : (outcome.code ?? "");
}

describe("signatures", () => {
  test("a payload with another's signature is refused, also after the right one was accepted", async () => {
    const token = await issuer.sign(accessTokenClaims());
    expect(await judge(token)).toBe("User corp/ana");
    const [header, , signature] = token.split(".");
    const payload = encode(JSON.stringify(accessTokenClaims({ sub: "root" })));
    expect(await judge(`${header}.${payload}.${signature}`)).toBe("token/signature");
  });

  test("a key of one issuer verifies nothing of another, although the kid is the same", async () => {
    expect(await judge(await stranger.sign(accessTokenClaims()))).toBe("token/signature");
    expect(await judge(await stranger.sign(accessTokenClaims({ iss: stranger.issuer })))).toBe("User other/ana");
  });

  test("a public key is never a secret", async () => {
    const { publicKey } = await generateKeyPair("RS256", { extractable: true });
    const pem = new TextEncoder().encode(await exportSPKI(publicKey));
    const rsa = { ...(await exportJWK(publicKey)), kid: "k1", use: "sig" } as Json;
    const own = await openTestIdentity({
      corp: issuerConfig(issuer, { algorithms: ["RS256"], keys: { set: { keys: [rsa] } } }),
    });
    for (const bytes of [pem, new TextEncoder().encode("secret".repeat(8))]) {
      const token = await new CompactSign(new TextEncoder().encode(claimsText()))
        .setProtectedHeader({ ...plainHeader, alg: "HS256" })
        .sign(bytes);
      expect(verdict(await own.authenticate(token))).toBe("token/algorithm");
    }
  });

  test("what is wrong with the signature is said before what is wrong with the claims", async () => {
    const expired = await stranger.sign(accessTokenClaims({ exp: testSeconds - 1_000 }));
    expect(await judge(expired)).toBe("token/signature");
  });
});

test("a clock that goes back or fails accepts nothing that is not valid then", async () => {
  let now = testNow.getTime();
  const own = await openTestIdentity({ corp: issuerConfig(issuer) }, { clock: () => new Date(now) });
  const token = await issuer.sign(accessTokenClaims());
  const at = async (time: number): Promise<string> => {
    now = time;
    return verdict(await own.authenticate(token));
  };
  expect(await at(testNow.getTime())).toBe("accepted");
  expect(await at(testNow.getTime() + 3_600_000)).toBe("token/expired");
  expect(await at(testNow.getTime() - 3_600_000)).toBe("token/issued-in-future");
  expect(await at(Number.NaN)).toBe("token/not-yet-valid");
  expect(await at(testNow.getTime())).toBe("accepted");
});
