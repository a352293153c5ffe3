import { deflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Json } from "@authz/model";
import { encodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import type { Fetch } from "../result.ts";
import { accessTokenClaims, createTestIssuer, testNow, testSeconds, type TestIssuer } from "../testing/issuer.ts";
import { createStatusCheck } from "./status-check.ts";
import { readStatusList, statusAt, type StatusList } from "./status-list.ts";

const pack = (bytes: Uint8Array): string => encodeBase64url(new Uint8Array(deflateSync(bytes)));

async function read(bits: number, lst: string): Promise<StatusList> {
  const list = await readStatusList({ bits, lst });
  if (list === undefined) throw new Error("no list");
  return list;
}

describe("a list", () => {
  test("of one bit a token is read as the draft's first example", async () => {
    const list = await read(1, "eNrbuRgAAhcBXQ");
    const statuses = Array.from({ length: 16 }, (_, index) => statusAt(list, index));
    expect(statuses).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
    expect(statusAt(list, 16)).toBeUndefined();
  });

  test("of two bits a token is read as the draft's second example", async () => {
    const list = await read(2, "eNo76fITAAPfAgc");
    const statuses = Array.from({ length: 12 }, (_, index) => statusAt(list, index));
    expect(statuses).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
  });

  test("gives back every status that was put in", async () => {
    const bits = fc.constantFrom<1 | 2 | 4 | 8>(1, 2, 4, 8);
    const statuses = fc.array(fc.nat(255), { minLength: 1, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(bits, statuses, async (size, values) => {
        const expected = values.map((value) => value & ((1 << size) - 1));
        const bytes = new Uint8Array(Math.ceil((values.length * size) / 8));
        for (const [index, value] of expected.entries()) {
          const bit = index * size;
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (value << (bit & 7));
        }
        const list = await read(size, pack(bytes));
        expect(expected.map((_, index) => statusAt(list, index))).toEqual(expected);
      }),
    );
  });

  test("that is none, or too long when it is unpacked, is not taken", async () => {
    const bomb = pack(new Uint8Array(identityLimits.statusListLength + 1));
    const most = pack(new Uint8Array(identityLimits.statusListLength));
    expect(await readStatusList({ bits: 1, lst: most })).toBeDefined();
    for (const lst of [bomb, "", "AAAA", "eNrbuRgAAhcBXQ=", "?", 7, null])
      expect(await readStatusList({ bits: 1, lst })).toBeUndefined();
    for (const bits of [0, 3, 16, "1", null, -1]) expect(await readStatusList({ bits, lst: most })).toBeUndefined();
  });
});

const uri = "https://status.example.com/lists/1";
let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer("https://status.example.com");
});

interface Bench {
  readonly refusal: (index: Json, at?: string) => Promise<string | undefined>;
  readonly fetched: () => number;
  readonly wait: (seconds: number) => void;
}

const list = { bits: 1, lst: "eNrbuRgAAhcBXQ" };

function bench(
  changes: Record<string, Json | undefined> = {},
  answer: Partial<{ type: string; status: number; typ: string; body: string; fail: boolean }> = {},
): Bench {
  let fetched = 0;
  let now = testSeconds;
  const fetch: Fetch = async () => {
    fetched++;
    if (answer.fail === true) throw new Error("secret address");
    const claims = { sub: uri, iat: testSeconds, exp: testSeconds + 900, ttl: 60, status_list: list, ...changes };
    const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)) as Record<
      string,
      Json
    >;
    const body = answer.body ?? (await issuer.sign(kept, { typ: answer.typ ?? "statuslist+jwt" }));
    const headers = { "content-type": answer.type ?? "application/statuslist+jwt" };
    return new Response(body, { status: answer.status ?? 200, headers });
  };
  const check = createStatusCheck({
    issuers: [{ prefix: "https://status.example.com/", algorithms: ["ES256"], keys: issuer.keys }],
    fetch,
    clock: () => new Date(now * 1000),
  });
  return {
    refusal: async (index, at = uri) =>
      (await check(accessTokenClaims({ status: { status_list: { idx: index, uri: at } } })))?.code,
    fetched: () => fetched,
    wait: (seconds) => void (now += seconds),
  };
}

describe("a token with a status", () => {
  test("passes only when its list says that it is valid", async () => {
    const { refusal } = bench();
    expect(await refusal(1)).toBeUndefined();
    expect(await refusal(0)).toBe("token/inactive");
    expect(await refusal(16)).toBe("token/claims");
  });

  test("is not looked up when it names no place", async () => {
    const { refusal, fetched } = bench();
    for (const index of [-1, 0.5, "0", null, 1e300]) expect(await refusal(index)).toBe("token/claims");
    expect(fetched()).toBe(0);
  });

  test("is never looked up anywhere else than at a publisher that is configured", async () => {
    const { refusal, fetched } = bench();
    for (const at of [
      "https://status.example.com.evil.example/lists/1",
      "https://evil.example/?https://status.example.com/",
      "https://status.example.com/../lists/1",
      "https://status.example.com@evil.example/",
      "http://status.example.com/lists/1",
      "https://STATUS.example.com/lists/1",
      "file:///etc/passwd",
      "",
    ])
      expect(await refusal(1, at)).toBe("status/unavailable");
    expect(fetched()).toBe(0);
  });

  test("costs one fetch while the list is fresh, however many ask, and one more afterwards", async () => {
    const { refusal, fetched, wait } = bench();
    await Promise.all([1, 2, 6, 10].map((index) => refusal(index)));
    wait(59);
    await refusal(1);
    expect(fetched()).toBe(1);
    wait(1);
    await refusal(1);
    expect(fetched()).toBe(2);
  });

  test("of a list that says that it lives for ever, or not at all, is asked anew within bounds", async () => {
    const long = bench({ ttl: 1e9, exp: undefined });
    await long.refusal(1);
    long.wait(identityLimits.statusSecondsMost);
    await long.refusal(1);
    expect(long.fetched()).toBe(2);
    const short = bench({ ttl: 0.001 });
    await short.refusal(1);
    short.wait(identityLimits.statusSecondsLeast - 1);
    await short.refusal(1);
    expect(short.fetched()).toBe(1);
  });

  test.each<[string, Record<string, Json | undefined>, Parameters<typeof bench>[1]]>([
    ["for another address", { sub: `${uri}0` }, {}],
    ["that has expired", { exp: testSeconds - 3_600 }, {}],
    ["without a time", { iat: undefined }, {}],
    ["without a list", { status_list: { bits: 1 } }, {}],
    ["of another kind", {}, { typ: "at+jwt" }],
    ["as another type", {}, { type: "application/jwt" }],
    ["that is nowhere", {}, { status: 404 }],
    ["elsewhere", {}, { status: 302 }],
    ["that is too long", {}, { body: "a".repeat(identityLimits.statusTokenLength + 1) }],
    ["of something else", {}, { body: "{}" }],
    ["that nobody answers for", {}, { fail: true }],
  ])("is refused when there is a list %s", async (_, changes, answer) => {
    expect(await bench(changes, answer).refusal(1)).toBe("status/unavailable");
  });

  test("is refused when somebody else signed the list", async () => {
    const other = await createTestIssuer("https://status.example.com");
    const body = await other.sign({ sub: uri, iat: testSeconds, status_list: list }, { typ: "statuslist+jwt" });
    expect(await bench({}, { body }).refusal(1)).toBe("status/unavailable");
  });

  test("without one passes: its issuer keeps no list", async () => {
    const check = createStatusCheck({ issuers: [], fetch: () => Promise.reject(new Error()), clock: () => testNow });
    expect(await check(accessTokenClaims())).toBeUndefined();
    for (const status of [null, {}, "valid", { status_list: [] }])
      expect(await check(accessTokenClaims({ status }))).toMatchObject({ code: "token/claims" });
  });
});
