import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Json, JsonObject } from "@authz/model";
import fc from "fast-check";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { parseAuthorization } from "../authorization/authorization.ts";
import { refusalCodes } from "../codes.ts";
import { encodeBase64url } from "../encoding/base64url.ts";
import { inspectToken } from "../inspect/inspect-token.ts";
import { algorithms, type Algorithm } from "../keys/algorithms.ts";
import { importKey } from "../keys/key.ts";
import { readKeySet } from "../keys/key-set.ts";
import { accessTokenClaims, createTestIssuer, type TestIssuer } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";

// The machine may be busy with other tests.
jest.setTimeout(60_000);

let issuer: TestIssuer;
let authenticator: Authenticator;
let valid: string;

beforeAll(async () => {
  issuer = await createTestIssuer();
  authenticator = await openTestIdentity({ corp: issuerConfig(issuer) });
  valid = await issuer.sign(accessTokenClaims());
});

const part = (text: string): string => encodeBase64url(new TextEncoder().encode(text));
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => value as Json);
const headers = fc.record(
  {
    alg: fc.oneof(fc.constantFrom(...algorithms.keys(), "none"), json),
    typ: fc.oneof(fc.constantFrom("at+jwt", "JWT", "dpop+jwt"), json),
    kid: fc.oneof(fc.constantFrom("k1", "__proto__"), json),
    jwk: json,
    crit: json,
    b64: json,
  },
  { requiredKeys: [] },
);

/** Texts that are nearly tokens, or not at all; none of them was signed. */
const malformed = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .tuple(
      fc.oneof(
        headers.map((header) => JSON.stringify(header)),
        fc.string(),
      ),
      fc.oneof(
        json.map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      fc.base64String(),
    )
    .map(([header, payload, signature]) => `${part(header)}.${part(payload)}.${signature}`),
  fc.array(fc.string(), { maxLength: 8 }).map((parts) => parts.map(part).join(".")),
);

test("nothing that was not signed is accepted, and nothing throws", async () => {
  await fc.assert(
    fc.asyncProperty(malformed, async (token) => {
      const outcome = await authenticator.authenticate(token);
      expect(outcome.ok).toBe(false);
      expect(!outcome.ok && Object.hasOwn(refusalCodes, outcome.code)).toBe(true);
      await inspectToken(token, { authenticator });
    }),
    { numRuns: 2_000 },
  );
});

test("a token that was changed anywhere is refused", async () => {
  const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n";
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom(...characters.split("")),
      fc.constantFrom("replace", "insert", "delete"),
      async (seed, character, change) => {
        const at = seed % valid.length;
        const after = change === "insert" ? at : at + 1;
        const changed = valid.slice(0, at) + (change === "delete" ? "" : character) + valid.slice(after);
        const { ok } = await authenticator.authenticate(changed);
        expect(ok).toBe(changed === valid);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("claims of any shape are accepted or refused, and none throws", async () => {
  const names = fc.constantFrom(
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "client_id",
    "scope",
    "scp",
    "act",
    "cnf",
    "roles",
    "groups",
    "amr",
    "acr",
    "__proto__",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, json), { maxLength: 4 }), async (changes) => {
      const claims = { ...accessTokenClaims(), ...Object.fromEntries(changes) };
      const outcome = await authenticator.authenticate(await issuer.sign(claims));
      if (!outcome.ok) return;
      expect(claims["cnf"]).toBeUndefined();
      expect(outcome.subject.id).toMatch(/^corp\/./);
      expect(typeof outcome.token["scope"] === "string" || outcome.token["scp"] !== undefined).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe("keys", () => {
  const all = [...algorithms.keys()] as Algorithm[];
  const keys = fc.record(
    {
      kty: fc.oneof(fc.constantFrom("RSA", "EC", "OKP", "oct"), json),
      crv: fc.oneof(fc.constantFrom("P-256", "Ed25519"), json),
      alg: fc.oneof(fc.constantFrom(...all), json),
      use: fc.oneof(fc.constant("sig"), json),
      kid: json,
      key_ops: json,
      n: fc.oneof(fc.base64String(), json),
      e: fc.oneof(fc.constant("AQAB"), json),
      x: fc.oneof(fc.base64String(), json),
      y: fc.oneof(fc.base64String(), json),
      k: fc.oneof(fc.base64String(), json),
      d: json,
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>;

  test("of any shape are taken or left out, and none throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, keys), async (key) => {
        const imported = await importKey(key, { algorithms: all, secrets: false });
        expect(imported.ok && imported.key.alg.startsWith("HS")).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test("in sets of any shape verify nothing of somebody else", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          json,
          fc.array(keys, { maxLength: 4 }).map((list) => ({ keys: list })),
        ),
        async (set) => {
          const read = await readKeySet(set, { algorithms: ["ES256"], secrets: false });
          if (!read.ok) return;
          const keySet = set as JsonObject;
          const other = await openTestIdentity({ corp: issuerConfig({ ...issuer, keySet }) });
          expect((await other.authenticate(valid)).ok).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test("work is linear in the length of a token, and stops at the limit", async () => {
  // The best of several runs: others use the machine, too.
  const time = async (token: string): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 8; run++) {
      const start = performance.now();
      for (let count = 0; count < 200; count++) await authenticator.authenticate(token);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  await time("a".repeat(8_000));
  const patterns = [
    (n: number) => ".".repeat(n),
    (n: number) => "A".repeat(n),
    (n: number) => `${part(`{"a":"${"\\".repeat(n / 2)}`)}.e30.e30`,
    (n: number) => `${part("[".repeat(n / 2))}.e30.e30`,
  ];
  for (const pattern of patterns) {
    const [short, long] = [await time(pattern(500)), await time(pattern(8_000))];
    // Sixteen times the length; quadratic work would take 256 times as long.
    expect(long).toBeLessThan(128 * Math.max(short, 1));
    expect(await time(pattern(1_000_000))).toBeLessThan(128 * Math.max(short, 1));
  }
});

test("an Authorization header of any shape is taken apart or refused, and at most one credential is ever taken", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `Bearer ${text}`),
        ),
        { maxLength: 3 },
      ),
      (values) => {
        const parsed = parseAuthorization(values);
        if (!parsed.ok) return;
        expect(values).toHaveLength(1);
        expect(parsed.credentials).not.toMatch(/^ |,/);
        expect(values[0]?.endsWith(parsed.credentials)).toBe(true);
      },
    ),
  );
});
