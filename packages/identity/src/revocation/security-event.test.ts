import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Json, JsonObject } from "@authz/model";
import { StoreUnavailable } from "../stores/unavailable.ts";
import {
  accessTokenClaims,
  createTestIssuer,
  testAudience,
  testNow,
  testSeconds,
  type TestIssuer,
} from "../testing/issuer.ts";
import { createRevocationMemory } from "./memory.ts";
import { createRevocationCheck } from "./revocation-check.ts";
import { answerPush, receiveSecurityEvent, type SecurityEventOptions } from "./security-event.ts";
import type { RevocationStore } from "./store.ts";

const sessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
let transmitter: TestIssuer;
beforeAll(async () => {
  transmitter = await createTestIssuer();
});

function memoryStore(): RevocationStore {
  const memory = createRevocationMemory();
  const add: RevocationStore["add"] = (revocations) => {
    for (const revocation of revocations) memory.put(revocation);
    return Promise.resolve();
  };
  return { find: memory.find, add };
}

function options(changes: Partial<SecurityEventOptions> = {}): SecurityEventOptions {
  return {
    issuer: transmitter.issuer,
    audiences: [testAudience],
    algorithms: ["ES256"],
    keys: transmitter.keys,
    clock: () => testNow,
    store: memoryStore(),
    ...changes,
  };
}

function claims(changes: Record<string, Json | undefined> = {}): JsonObject {
  const all = {
    iss: transmitter.issuer,
    aud: testAudience,
    iat: testSeconds - 5,
    jti: "event-1",
    sub_id: { format: "iss_sub", iss: transmitter.issuer, sub: "ana" },
    events: { [sessionRevoked]: { event_timestamp: testSeconds - 10 } },
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as JsonObject;
}

const sign = (changes?: Record<string, Json | undefined>): Promise<string> =>
  transmitter.sign(claims(changes), { typ: "secevent+jwt" });

async function refusalAfter(sub_id: Json, token: Record<string, Json | undefined> = {}): Promise<string | undefined> {
  const store = memoryStore();
  const received = await receiveSecurityEvent(await sign({ sub_id }), options({ store }));
  expect(received).toMatchObject({ ok: true, jti: "event-1" });
  const all = accessTokenClaims({ sid: "s1", iat: testSeconds - 60, ...token });
  return (await createRevocationCheck({ store })(all))?.code;
}

describe("a session-revoked event", () => {
  const iss = "https://login.example.com";
  const user = { format: "iss_sub", iss, sub: "ana" };

  test("about a user refuses all that was issued to them until then, and nothing later", async () => {
    expect(await refusalAfter(user)).toBe("token/inactive");
    expect(await refusalAfter(user, { sub: "bo" })).toBeUndefined();
    expect(await refusalAfter(user, { iat: testSeconds })).toBeUndefined();
    expect(await refusalAfter(user, { iat: testSeconds, auth_time: testSeconds - 900 })).toBe("token/inactive");
  });

  test("about one session of a user refuses that session only", async () => {
    const session = { format: "complex", user, session: { format: "opaque", id: "s1" } };
    expect(await refusalAfter(session)).toBe("token/inactive");
    expect(await refusalAfter(session, { sid: "s2" })).toBeUndefined();
  });

  test("about a user on a device, which no token names, refuses all of the user", async () => {
    const device = { format: "complex", user, device: { format: "opaque", id: "phone" } };
    expect(await refusalAfter(device)).toBe("token/inactive");
  });

  test("about an application refuses its tokens", async () => {
    const application = { format: "complex", application: { format: "opaque", id: "app" } };
    expect(await refusalAfter(application)).toBe("token/inactive");
    expect(await refusalAfter(application, { client_id: "other" })).toBeUndefined();
  });

  test.each<[string, Json]>([
    ["an e-mail address", { format: "email", email: "ana@example.com" }],
    ["a user of another issuer", { format: "iss_sub", iss: "https://other.example.com", sub: "ana" }],
    ["a tenant alone", { format: "complex", tenant: { format: "opaque", id: "acme" } }],
    ["what is critical", { format: "complex", crit: ["device"], user }],
    ["nobody", {}],
    ["a list", [user]],
    ["null", null],
  ])("about %s is not accepted, and revokes nothing", async (_, sub_id) => {
    const store = memoryStore();
    const received = await receiveSecurityEvent(await sign({ sub_id }), options({ store }));
    expect(received).toMatchObject({ ok: false, code: "event/subject" });
    expect(createRevocationCheck({ store })(accessTokenClaims())).toBeUndefined();
    expect(received.ok || answerPush(received)).toMatchObject({ status: 400, body: { err: "invalid_request" } });
  });

  test("may speak for other issuers when that is configured, and ids without one only when there is one", async () => {
    const tokenIssuers = ["https://a.example.com", "https://b.example.com"];
    const receive = async (sub_id: Json): Promise<boolean> =>
      (await receiveSecurityEvent(await sign({ sub_id }), options({ tokenIssuers }))).ok;
    expect(await receive({ format: "iss_sub", iss: "https://b.example.com", sub: "ana" })).toBe(true);
    expect(await receive(user)).toBe(false);
    expect(await receive({ format: "complex", session: { format: "opaque", id: "s1" } })).toBe(false);
  });

  test("from the future revokes nothing that is issued later than now", async () => {
    const events = { [sessionRevoked]: { event_timestamp: testSeconds + 1e6 } };
    const received = await receiveSecurityEvent(await sign({ events }), options());
    expect(received).toMatchObject({ ok: true, applied: [{ before: testNow.getTime() }] });
  });

  test("twice, and out of order, is what the latest alone is", async () => {
    const store = memoryStore();
    for (const event_timestamp of [testSeconds - 10, testSeconds - 500, testSeconds - 10]) {
      const token = await sign({ events: { [sessionRevoked]: { event_timestamp } } });
      expect(answerPush(await receiveSecurityEvent(token, options({ store })))).toEqual({ status: 202 });
    }
    expect(await store.find([{ kind: "subject", issuer: iss, id: "ana" }])).toEqual([(testSeconds - 10) * 1000]);
  });

  test("that cannot be kept is answered so that it is sent again", async () => {
    const store: RevocationStore = { find: () => [], add: () => Promise.reject(new StoreUnavailable("Redis fails")) };
    const received = await receiveSecurityEvent(await sign(), options({ store }));
    expect(received).toMatchObject({ ok: false, code: "revocation/unavailable" });
    expect(answerPush(received)).toEqual({ status: 503 });
  });
});

test("an event of another kind is received, and does nothing", async () => {
  const events = { "https://schemas.openid.net/secevent/caep/event-type/device-compliance-change": {} };
  expect(await receiveSecurityEvent(await sign({ events }), options())).toEqual({
    ok: true,
    jti: "event-1",
    applied: [],
  });
});

describe("what is no event from the transmitter for us is not accepted", () => {
  test.each<[string, Record<string, Json | undefined>, string]>([
    ["from another issuer", { iss: "https://other.example.com" }, "invalid_issuer"],
    ["for another audience", { aud: "https://other.example.com" }, "invalid_audience"],
    ["with exp, like an access token", { exp: testSeconds + 60 }, "invalid_request"],
    ["with sub", { sub: "ana" }, "invalid_request"],
    ["without events", { events: undefined }, "invalid_request"],
    ["with events that are a list", { events: [] }, "invalid_request"],
    ["with an event that is a text", { events: { [sessionRevoked]: "yes" } }, "invalid_request"],
    ["from the future", { iat: testSeconds + 3_600 }, "invalid_request"],
  ])("%s", async (_, changes, err) => {
    const received = await receiveSecurityEvent(await sign(changes), options());
    expect(received.ok).toBe(false);
    expect(answerPush(received)).toMatchObject({ status: 400, body: { err } });
  });

  test("signed by somebody else", async () => {
    const other = await createTestIssuer();
    const token = await other.sign(claims(), { typ: "secevent+jwt" });
    const received = await receiveSecurityEvent(token, options());
    expect(answerPush(received)).toMatchObject({ status: 400, body: { err: "invalid_key" } });
  });

  test("of any form: nothing throws, and nothing is accepted that is not a subject of ours", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (sub_id, event) => {
        const token = await sign({ sub_id: sub_id as Json, events: { [sessionRevoked]: event as Json } });
        expect((await receiveSecurityEvent(token, options())).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (token) => {
        expect((await receiveSecurityEvent(token, options())).ok).toBe(false);
      }),
    );
  });
});
