import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { JsonObject } from "@authz/model";
import { identityLimits } from "../limits.ts";
import { refusalCodes } from "../codes.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import { accessTokenClaims, testSeconds } from "../testing/issuer.ts";
import { createRevocationMemory } from "./memory.ts";
import { createRevocationCheck, type RevocationCheckOptions } from "./revocation-check.ts";
import { createRevocation, revokedKey, type Revocation, type Revoked } from "./revocation.ts";
import type { RevocationStore } from "./store.ts";

const now = testSeconds * 1000;
const issuer = "https://login.example.com";

function storeOf(revocations: readonly Revocation[]): RevocationStore {
  const memory = createRevocationMemory();
  for (const revocation of revocations) memory.put(revocation);
  return { find: memory.find, add: () => Promise.resolve() };
}

function isRefused(
  claims: JsonObject,
  revocations: readonly Revocation[],
  options: Partial<RevocationCheckOptions> = {},
): string | undefined {
  const outcome = createRevocationCheck({ store: storeOf(revocations), ...options })(claims);
  if (outcome instanceof Promise) throw new Error("memory answers at once");
  return outcome?.code;
}

const revoke = (revoked: Revoked, before: number = now): Revocation => createRevocation(revoked, { now, before });

describe("a token is refused when it is revoked by", () => {
  test.each<[string, Revoked]>([
    ["itself", { kind: "token", issuer, id: "t1" }],
    ["its session", { kind: "session", issuer, id: "s1" }],
    ["its subject", { kind: "subject", issuer, id: "ana" }],
    ["its client", { kind: "client", issuer, id: "app" }],
    ["its issuer", { kind: "everything", issuer }],
    ["everything", { kind: "everything" }],
  ])("%s", (_, revoked) => {
    const claims = accessTokenClaims({ sid: "s1" });
    expect(isRefused(claims, [revoke(revoked)])).toBe("token/inactive");
    expect(isRefused(claims, [])).toBeUndefined();
  });

  test.each(["client_id", "azp", "cid", "appid"])("its client, as %s says it", (name) => {
    const claims = accessTokenClaims({ client_id: undefined, [name]: "app" });
    expect(isRefused(claims, [revoke({ kind: "client", issuer, id: "app" })])).toBe("token/inactive");
  });

  test("nothing of another issuer, another kind or another name", () => {
    const others: Revoked[] = [
      { kind: "token", issuer: `${issuer}/`, id: "t1" },
      { kind: "token", issuer, id: "T1" },
      { kind: "session", issuer, id: "t1" },
      { kind: "subject", issuer, id: "app" },
      { kind: "client", issuer, id: "ana" },
      { kind: "everything", issuer: "https://other.example.com" },
      { kind: "everything", issuer: "" },
    ];
    expect(
      isRefused(
        accessTokenClaims({ sid: "s1" }),
        others.map((revoked) => revoke(revoked)),
      ),
    ).toBeUndefined();
  });
});

describe("what was issued before a time", () => {
  const skew = identityLimits.revocationSkewSeconds;

  test("is refused up to that time and the difference of clocks, and not after it", () => {
    const all = [revoke({ kind: "subject", issuer, id: "ana" })];
    const at = (seconds: number): string | undefined =>
      isRefused(accessTokenClaims({ iat: testSeconds + seconds }), all);
    expect([at(-1), at(0), at(skew), at(skew + 0.001)]).toEqual([
      "token/inactive",
      "token/inactive",
      "token/inactive",
      undefined,
    ]);
    expect(isRefused(accessTokenClaims({ iat: testSeconds + 1 }), all, { skewSeconds: 0 })).toBeUndefined();
  });

  test("is what does not say when it was issued", () => {
    const claims = accessTokenClaims({ iat: undefined });
    expect(isRefused(claims, [revoke({ kind: "everything" }, 0)])).toBe("token/inactive");
  });

  test("is a token that was renewed in a session that began before", () => {
    const claims = accessTokenClaims({ iat: testSeconds + 100, auth_time: testSeconds - 100 });
    expect(isRefused(claims, [revoke({ kind: "subject", issuer, id: "ana" })])).toBe("token/inactive");
    expect(isRefused(claims, [revoke({ kind: "client", issuer, id: "app" })])).toBeUndefined();
  });

  test("does not matter for a session and a token: they never come back", () => {
    const claims = accessTokenClaims({ sid: "s1", iat: testSeconds + 10_000 });
    expect(isRefused(claims, [revoke({ kind: "session", issuer, id: "s1" })])).toBe("token/inactive");
    expect(isRefused(claims, [revoke({ kind: "token", issuer, id: "t1" })])).toBe("token/inactive");
  });
});

describe("a check whose store fails refuses", () => {
  test.each<[string, RevocationStore["find"]]>([
    ["at once", () => fail("the file of revocations has gone")],
    ["later", () => Promise.reject(new StoreUnavailable("Redis is not connected"))],
    ["with somebody else's error", () => fail(undefined)],
  ])("%s", async (_, find) => {
    const check = createRevocationCheck({ store: { find, add: () => Promise.resolve() } });
    const outcome = await check(accessTokenClaims());
    expect(outcome?.code).toBe("revocation/unavailable");
    expect(refusalCodes["revocation/unavailable"].error).toBe("temporarily_unavailable");
  });

  function fail(message: string | undefined): never {
    throw message === undefined ? new TypeError("secret of a driver") : new StoreUnavailable(message);
  }

  test("by answering too little, too", () => {
    const store = { find: () => [], add: () => Promise.resolve() };
    expect(createRevocationCheck({ store })(accessTokenClaims())).toMatchObject({ code: "token/inactive" });
  });
});

test("a token that does not say who issued it needs somebody who does", () => {
  const claims = accessTokenClaims({ iss: undefined });
  expect(isRefused(claims, [])).toBe("token/claims");
  expect(isRefused(claims, [], { issuer })).toBeUndefined();
  expect(isRefused(claims, [revoke({ kind: "token", issuer, id: "t1" })], { issuer })).toBe("token/inactive");
});

const names = fc.constantFrom("a", "b", "__proto__", '"', '"]', "a\u0000b");
const revokeds = fc.oneof(
  fc.record({
    kind: fc.constantFrom("token" as const, "session" as const, "subject" as const, "client" as const),
    issuer: names,
    id: names,
  }),
  fc.record({ kind: fc.constant("everything" as const), issuer: names }),
  fc.constant({ kind: "everything" as const }),
);

test("two things that can be revoked have one key only when they are one", () => {
  fc.assert(
    fc.property(revokeds, revokeds, (first, second) => {
      const same = isDeepStrictEqual({ ...first }, { ...second });
      expect(revokedKey(first) === revokedKey(second)).toBe(same);
    }),
  );
});

test("revoking more never lets more pass, in whatever order", () => {
  const times = fc.integer({ min: now - 10_000, max: now });
  const list = fc.array(
    fc.tuple(revokeds, times).map(([revoked, before]) => revoke(revoked, before)),
    { maxLength: 12 },
  );
  const claims = fc
    .record(
      {
        iss: names,
        jti: names,
        sid: names,
        sub: names,
        client_id: names,
        iat: fc.integer({ min: testSeconds - 20, max: testSeconds }),
      },
      { requiredKeys: ["iss"] },
    )
    .map((each) => each as JsonObject);
  fc.assert(
    fc.property(list, list, claims, (first, second, token) => {
      const some = isRefused(token, first);
      const all = isRefused(token, [...first, ...second]);
      expect(all).toBe(isRefused(token, [...second, ...first].toReversed()));
      if (some !== undefined) expect(all).toBe(some);
    }),
  );
});

test("claims of any form make nothing throw", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("iss", "jti", "sid", "sub", "iat", "auth_time", "azp"), fc.jsonValue()),
      (claims) => {
        const outcome = createRevocationCheck({ store: storeOf([]) })(claims as JsonObject);
        expect(outcome === undefined || "code" in outcome).toBe(true);
      },
    ),
  );
});

test("a memory that is full refuses more, and forgets nothing", () => {
  const memory = createRevocationMemory(2);
  for (const id of ["1", "2", "2"]) memory.put(revoke({ kind: "token", issuer, id }));
  expect(() => memory.put(revoke({ kind: "token", issuer, id: "3" }))).toThrow(StoreUnavailable);
  expect(memory.find([{ kind: "token", issuer, id: "1" }])).not.toEqual([undefined]);
});
