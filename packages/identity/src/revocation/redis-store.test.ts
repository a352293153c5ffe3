import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient } from "redis";
import { identityLimits } from "../limits.ts";
import { openRedis, type OpenRedis } from "../stores/redis.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import { accessTokenClaims } from "../testing/issuer.ts";
import { createTestRedis, type TestRedis } from "../testing/redis-server.ts";
import { createRedisRevocations, type RedisRevocations } from "./redis-store.ts";
import { createRevocationCheck } from "./revocation-check.ts";
import { createRevocation, forever, type Revocation, type Revoked } from "./revocation.ts";

const issuer = "https://login.example.com";
const token = (id: string): Revoked => ({ kind: "token", issuer, id });
const revocation = (id: string): Revocation => createRevocation(token(id), { now: Date.now() });
const clock = (): Date => new Date();

const raw = createClient({
  url: "redis://127.0.0.1:6379",
  disableOfflineQueue: true,
  socket: { reconnectStrategy: false, connectTimeout: 2_000 },
});
raw.on("error", () => undefined);
const there = await raw.connect().then(
  () => true,
  () => false,
);
const keySpace = `authz-test:${randomUUID()}:`;

afterAll(async () => {
  if (!there) return;
  const keys = await raw.keys(`${keySpace}*`);
  if (keys.length > 0) await raw.del(keys);
  raw.destroy();
});

if (!there) test.todo("revocations in Redis: skipped, because none answers on 127.0.0.1:6379");
else
  describe("revocations in Redis", () => {
    let opened: OpenRedis;
    let store: RedisRevocations;
    beforeAll(async () => {
      opened = await openRedis("redis://127.0.0.1:6379");
      store = createRedisRevocations({ client: opened.client, clock, keySpace });
      await store.initialise();
    });
    afterAll(() => opened.close());

    test("are seen by everybody in the next look-up", async () => {
      const other = await openRedis("redis://127.0.0.1:6379");
      const theirs = createRedisRevocations({ client: other.client, clock, keySpace });
      expect(await theirs.find([token("1")])).toEqual([undefined]);
      await store.add([revocation("1")]);
      expect(await theirs.find([token("1"), token("2")])).toEqual([forever, undefined]);
      await other.close();
    });

    test("die with the tokens, and live as long as they do", async () => {
      const now = Date.now();
      const life = identityLimits.lifetimeSeconds * 1000;
      await store.add([
        createRevocation(token("short"), { now, expires: now + 30_000 }),
        createRevocation({ kind: "subject", issuer, id: "ana" }, { now }),
      ]);
      const keys = (await raw.keys(`${keySpace}*`)).filter((key) => !key.endsWith(":complete"));
      const lives = (await Promise.all(keys.map((key) => raw.pTTL(key)))).toSorted((first, second) => first - second);
      for (const left of lives) expect(left).toBeGreaterThan(0);
      expect(lives.some((left) => left > 80_000 && left <= 90_000)).toBe(true);
      expect(Math.max(...lives)).toBeLessThanOrEqual(life + identityLimits.leewaySeconds * 1000);
    });

    test("only ever refuse more: an earlier time, or a shorter life, takes nothing back", async () => {
      const subject: Revoked = { kind: "subject", issuer, id: "bo" };
      const now = Date.now();
      await store.add([createRevocation(subject, { now, before: now - 1_000, lifetimeSeconds: 1_000 })]);
      await store.add([createRevocation(subject, { now, before: now - 9_000, lifetimeSeconds: 1 })]);
      expect(await store.find([subject])).toEqual([now - 1_000]);
      const lives = await Promise.all((await raw.keys(`${keySpace}*`)).map((key) => raw.pTTL(key)));
      expect(lives.some((left) => left > 1_000_000 && left < 1_100_000)).toBe(true);
    });

    test("of names of any kind are told apart, and no name is in a key", async () => {
      const ids = ["a", "a ", "A", "a\u0000", "é", "e\u0301", "*", `${"a".repeat(1_000)}`];
      await store.add(ids.filter((_, index) => index % 2 === 0).map(revocation));
      const found = await store.find(ids.map(token));
      expect(found.map((each) => each !== undefined)).toEqual(ids.map((_, index) => index % 2 === 0));
      for (const key of await raw.keys(`${keySpace}*`))
        expect(key.slice(keySpace.length)).toMatch(/^[\w-]{43}$|^complete$/);
    });

    test("that somebody else wrote over refuse what they are about", async () => {
      await store.add([revocation("x")]);
      const keys = (await raw.keys(`${keySpace}*`)).filter((key) => !key.endsWith(":complete"));
      for (const key of keys) await raw.set(key, "never mind", { PX: 60_000 });
      expect(await store.find([token("x")])).toEqual([forever]);
    });
  });

const own: TestRedis | undefined = await createTestRedis();

if (own === undefined) test.todo("a Redis that fails: skipped, because there is no redis-server to start");
else
  describe("a Redis that fails", () => {
    let opened: OpenRedis;
    let store: RedisRevocations;
    const codeOf = async (): Promise<string | undefined> =>
      (await createRevocationCheck({ store })(accessTokenClaims()))?.code;
    const recovered = async (): Promise<string | undefined> => {
      for (let time = 0; time < 100; time++) {
        const code = await codeOf();
        if (code !== "revocation/unavailable") return code;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return "revocation/unavailable";
    };

    beforeAll(async () => {
      await own.start();
      opened = await openRedis(own.url);
      store = createRedisRevocations({ client: opened.client, clock });
    });
    afterAll(async () => {
      await opened.close();
      await own.remove();
    });

    test("refuses every token before it is prepared", async () => {
      expect(await codeOf()).toBe("revocation/unavailable");
      await store.initialise();
      expect(await codeOf()).toBeUndefined();
    });

    test("by being killed refuses every token at once, and once it is back without its data still does", async () => {
      await store.add([createRevocation({ kind: "subject", issuer, id: "ana" }, { now: Date.now() })]);
      expect(await codeOf()).toBe("token/inactive");
      await own.kill();
      const asked = performance.now();
      expect(await codeOf()).toBe("revocation/unavailable");
      expect(performance.now() - asked).toBeLessThan(1_000);
      await expect(store.add([revocation("1")])).rejects.toThrow(StoreUnavailable);
      await own.start();
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(await codeOf()).toBe("revocation/unavailable");
    }, 20_000);

    test("is made good by revoking everything, from which the lost revocation follows", async () => {
      const all = (ago: number): Promise<void> =>
        store.add([createRevocation({ kind: "everything" }, { now: Date.now() - ago })]);
      await all(60_000);
      expect(await codeOf()).toBe("revocation/unavailable");
      // Whoever asks for it takes the time before the connection is there.
      await all(2_000);
      expect(await codeOf()).toBe("token/inactive");
      const later = createRevocationCheck({ store });
      expect(await later(accessTokenClaims({ iat: Math.ceil(Date.now() / 1000) + 60 }))).toBeUndefined();
    });

    test("by answering nothing refuses within the limit, and goes on by itself", async () => {
      own.pause();
      const asked = performance.now();
      expect(await codeOf()).toBe("revocation/unavailable");
      const waited = performance.now() - asked;
      own.resume();
      expect(waited).toBeGreaterThan(identityLimits.storeSeconds * 900);
      expect(waited).toBeLessThan(identityLimits.storeSeconds * 1_500);
      expect(await recovered()).toBe("token/inactive");
    }, 20_000);
  });

const lasting: TestRedis | undefined = await createTestRedis(["--appendonly", "yes", "--appendfsync", "always"]);

if (lasting !== undefined)
  test("a Redis that keeps its data is used again by itself after a crash, with every revocation", async () => {
    await lasting.start();
    const opened = await openRedis(lasting.url);
    try {
      const store = createRedisRevocations({ client: opened.client, clock });
      await store.initialise();
      await store.add([revocation("1")]);
      await lasting.kill();
      await expect(store.find([token("1")])).rejects.toThrow(StoreUnavailable);
      await lasting.start();
      const found = async (): Promise<unknown> => store.find([token("1"), token("2")]).catch(() => undefined);
      for (let time = 0; time < 100 && (await found()) === undefined; time++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await found()).toEqual([forever, undefined]);
    } finally {
      await opened.close();
      await lasting.remove();
    }
  }, 20_000);

test("a Redis that is not there refuses at once, and opening it waits no longer than the limit", async () => {
  const asked = performance.now();
  const opened = await openRedis("redis://somebody:hunter2@127.0.0.1:1");
  expect(performance.now() - asked).toBeLessThan(identityLimits.storeSeconds * 1_500);
  const store = createRedisRevocations({ client: opened.client, clock });
  const outcome = await createRevocationCheck({ store })(accessTokenClaims());
  expect(outcome).toMatchObject({ code: "revocation/unavailable" });
  expect(JSON.stringify(outcome)).not.toMatch(/hunter2|somebody/);
  await opened.close();
}, 10_000);
