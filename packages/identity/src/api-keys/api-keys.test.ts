import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { identityLimits } from "../limits.ts";
import { openPostgres } from "../stores/postgres.ts";
import { createTestDatabase } from "../testing/postgres.ts";
import { createTinyDisk, fillDisk } from "../testing/tiny-disk.ts";
import { createApiKeys, type ApiKeys } from "./api-keys.ts";
import { createFileKeyStore } from "./file-store.ts";
import type { ApiKeyRequest } from "./key-request.ts";
import { createKeyText } from "./key-text.ts";
import { createPostgresKeyStore } from "./postgres-store.ts";
import type { ApiKeyStore } from "./store.ts";

const start = Date.parse("2026-06-01T12:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "authz-keys-"));
const database = await createTestDatabase("keys");
const opened = database === undefined ? undefined : await openPostgres(database.url);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await opened?.close();
  await database?.remove();
});

const wanted: ApiKeyRequest = {
  name: "nightly export",
  subject: { type: "Service", id: "export" },
  scopes: ["invoices:read", "invoices:send"],
  roles: ["auditor"],
  lifetimeSeconds: 3_600,
};

interface Bench {
  readonly keys: ApiKeys;
  readonly store: ApiKeyStore;
  readonly wait: (seconds: number) => void;
}

function bench(store: ApiKeyStore): Bench {
  let now = start;
  const keys = createApiKeys({ store, clock: () => new Date(now), random: randomBytes });
  return { keys, store, wait: (seconds) => void (now += seconds * 1000) };
}

async function create(keys: ApiKeys, changes: Partial<ApiKeyRequest> = {}): Promise<{ id: string; text: string }> {
  const created = await keys.create({ ...wanted, ...changes });
  if (!created.ok) throw new Error(created.message);
  return { id: created.key.id, text: created.text };
}

const inactive = {
  ok: false,
  code: "api-key/inactive",
  message: "no key that is in force is this one",
};

let files = 0;
const stores: (readonly [string, (() => ApiKeyStore) | undefined])[] = [
  ["a file", () => createFileKeyStore(join(folder, `keys-${files++}.json`))],
  ["PostgreSQL", opened === undefined ? undefined : () => createPostgresKeyStore(opened.pool)],
];

for (const [name, createStore] of stores) {
  if (createStore === undefined) {
    test.todo(`keys in ${name}: skipped, because none answers on 127.0.0.1:5432`);
    continue;
  }

  describe(`keys in ${name}`, () => {
    test("stand for whom they were made, and not for longer than they live", async () => {
      const { keys, wait } = bench(createStore());
      const { id, text } = await create(keys);
      expect(await keys.verify(text)).toEqual({
        ok: true,
        kind: "client",
        subject: { type: "Service", id: "export", properties: { roles: ["auditor"] } },
        token: {
          jti: id,
          iat: start / 1000,
          exp: start / 1000 + 3_600,
          scope: "invoices:read invoices:send",
        },
        actors: [],
        credential: { kind: "api-key", id },
      });
      wait(3_599.999);
      expect(await keys.verify(text)).toMatchObject({ ok: true });
      wait(0.001);
      expect(await keys.verify(text)).toEqual(inactive);
    });

    test("without scopes cover nothing, and with all of them have no ceiling", async () => {
      const { keys } = bench(createStore());
      const none = await keys.verify((await create(keys, { scopes: [], roles: [] })).text);
      expect(none).toMatchObject({ ok: true, token: { scope: "" }, subject: { id: "export" } });
      const all = await keys.verify((await create(keys, { scopes: "all" })).text);
      expect(all.ok && Object.hasOwn(all.token, "scope")).toBe(false);
    });

    test("unknown, wrong, revoked and expired are one answer, to the letter", async () => {
      const { keys, wait } = bench(createStore());
      const { text: expired } = await create(keys, { lifetimeSeconds: 10 });
      const { text: revoked, id } = await create(keys);
      await keys.revoke(id);
      const { text: other } = createKeyText("authz", randomBytes);
      const impostor = createKeyText("authz", (length) => (length === 8 ? new Uint8Array(8) : randomBytes(length)));
      const owned = await keys.create(wanted);
      if (!owned.ok) throw new Error(owned.message);
      wait(11);
      for (const text of [expired, revoked, other, impostor.text]) expect(await keys.verify(text)).toEqual(inactive);
      expect(await keys.verify(owned.text)).toMatchObject({ ok: true });
    });

    test("of a right id and a wrong secret are refused: the id is public", async () => {
      const { keys, store } = bench(createStore());
      const { id } = await create(keys);
      const forged = createKeyText("authz", randomBytes);
      const known = await store.find(id);
      await store.add({ ...known!, id: forged.id });
      expect(await keys.verify(forged.text)).toEqual(inactive);
    });

    test("rotate with an overlap: both are in force until it ends, then the new one alone", async () => {
      const { keys, wait } = bench(createStore());
      const old = await create(keys);
      wait(600);
      const rotated = await keys.rotate(old.id, 300);
      if (!rotated.ok) throw new Error(rotated.message);
      expect(rotated.key).toMatchObject({ name: wanted.name, subject: wanted.subject, scopes: wanted.scopes });
      expect(rotated.key.expiresAt).toBe(start + 600_000 + 3_600_000);
      wait(299.999);
      for (const text of [old.text, rotated.text]) expect(await keys.verify(text)).toMatchObject({ ok: true });
      wait(0.001);
      expect(await keys.verify(old.text)).toEqual(inactive);
      expect(await keys.verify(rotated.text)).toMatchObject({ ok: true });
    });

    test("rotate once, however many ask at one time; and never when they are not in force", async () => {
      const { keys } = bench(createStore());
      const { id } = await create(keys);
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => keys.rotate(id, 60)));
      expect(outcomes.map(({ ok }) => ok).filter(Boolean)).toHaveLength(1);
      const revoked = await create(keys);
      await keys.revoke(revoked.id);
      expect(await keys.rotate(revoked.id, 60)).toMatchObject({ ok: false, code: "api-key/request" });
      expect(await keys.rotate("00000000000", 60)).toMatchObject({ ok: false, code: "api-key/request" });
      for (const overlap of [-1, Number.NaN, Infinity])
        expect(await keys.rotate(id, overlap)).toMatchObject({ ok: false, code: "api-key/request" });
    });

    test("lose nothing when many are made, and revoked, at one time", async () => {
      const { keys } = bench(createStore());
      const made = await Promise.all(Array.from({ length: 12 }, () => create(keys)));
      await Promise.all(made.slice(0, 6).map(({ id }) => keys.revoke(id)));
      const states = await Promise.all(made.map(async ({ text }) => (await keys.verify(text)).ok));
      expect(states).toEqual(made.map((_, index) => index >= 6));
    });

    test("say when they were last used, to within an hour", async () => {
      const { keys, wait, store } = bench(createStore());
      const { id, text } = await create(keys, { lifetimeSeconds: 86_400 });
      const lastUse = async (): Promise<number | undefined> => (await store.find(id))?.lastUsedAt;
      expect(await lastUse()).toBeUndefined();
      await keys.verify(text);
      expect(await lastUse()).toBe(start);
      wait(identityLimits.lastUsedSeconds - 1);
      await keys.verify(text);
      expect(await lastUse()).toBe(start);
      wait(1);
      await keys.verify(text);
      expect(await lastUse()).toBe(start + identityLimits.lastUsedSeconds * 1000);
    });

    test("of names and scopes that are hostile are kept as they are, or refused", async () => {
      const { keys, store } = bench(createStore());
      const word = fc.oneof(
        fc.constantFrom(
          "__proto__",
          "constructor",
          "'; DROP TABLE authz_api_keys; --",
          "é\u0301 ✓",
          "{a,b}",
          "NULL",
          '"',
        ),
        fc.string({ unit: "binary", maxLength: 300 }),
      );
      await fc.assert(
        fc.asyncProperty(word, word, fc.array(word, { maxLength: 3 }), async (text, id, roles) => {
          const created = await keys.create({ ...wanted, name: text, subject: { type: "Service", id }, roles });
          if (!created.ok) return expect(created.code).toBe("api-key/request");
          expect(await store.find(created.key.id)).toEqual(created.key);
          const verified = await keys.verify(created.text);
          expect(verified).toMatchObject({ ok: true, subject: { type: "Service", id } });
        }),
        { numRuns: 40 },
      );
    }, 30_000);

    test("of the future, or by a clock that fails, are refused", async () => {
      const store = createStore();
      const { keys } = bench(store);
      const { text } = await create(keys);
      const at = (time: number): ApiKeys => createApiKeys({ store, clock: () => new Date(time), random: randomBytes });
      expect(await at(start - 3_600_000).verify(text)).toEqual(inactive);
      expect(await at(Number.NaN).verify(text)).toEqual(inactive);
      expect(await at(start + 60_000).verify(text)).toMatchObject({ ok: true });
    });
  });
}

describe("requests for keys that nobody can have", () => {
  const { keys } = bench(createFileKeyStore(join(folder, "none.json")));
  test.each<[string, Partial<ApiKeyRequest>]>([
    ["no name", { name: "" }],
    ["a name that is too long", { name: "a".repeat(identityLimits.apiKeyText + 1) }],
    ["a name that moves the cursor", { name: "a\u001b[2J" }],
    ["nobody", { subject: { type: "anonymous", id: "" } }],
    ["an id that no database can keep", { subject: { type: "User", id: "\ud800" } }],
    ["everybody", { subject: { type: "User", id: "*" } }],
    ["scopes with spaces in them", { scopes: ["a b"] }],
    ["too many roles", { roles: Array.from({ length: identityLimits.apiKeyList + 1 }, (_, index) => `r${index}`) }],
    ["no time to live", { lifetimeSeconds: 0 }],
    ["a life that is no number", { lifetimeSeconds: Number.NaN }],
  ])("%s", async (_, changes) => {
    expect(await keys.create({ ...wanted, ...changes })).toMatchObject({ ok: false, code: "api-key/request" });
  });

  test("names are taken up to their limit", async () => {
    expect(await keys.create({ ...wanted, name: "a".repeat(identityLimits.apiKeyText) })).toMatchObject({ ok: true });
  });
});

describe("a file of keys", () => {
  test("is for its owner only, and no key is in it", async () => {
    const path = join(folder, "owner.json");
    const { keys } = bench(createFileKeyStore(path));
    const { text, id } = await create(keys);
    await keys.rotate(id, 10);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).not.toContain(text.split("_")[2]?.slice(0, 12));
  });

  test("that another process wrote is seen by the next look-up", async () => {
    const path = join(folder, "two.json");
    const [ours, theirs] = [bench(createFileKeyStore(path)), bench(createFileKeyStore(path))];
    const { text, id } = await create(theirs.keys);
    expect(await ours.keys.verify(text)).toMatchObject({ ok: true });
    await theirs.keys.revoke(id);
    expect(await ours.keys.verify(text)).toEqual(inactive);
  });

  test("that is damaged in any way stops every key, and goes on when it is whole again", async () => {
    const path = join(folder, "damaged.json");
    const { keys } = bench(createFileKeyStore(path));
    const { text } = await create(keys);
    const whole = readFileSync(path, "utf8");
    const damages = [
      whole.slice(0, -40),
      "",
      "[]",
      whole.replace('"hash"', '"hush"'),
      whole.replace('"version": 1', '"version": 2'),
      whole.replace('"keys": [', '"keys": [], "keys": ['),
      `${whole}x`,
    ];
    for (const damage of damages) {
      writeFileSync(path, damage);
      expect(await keys.verify(text)).toMatchObject({ ok: false, code: "api-key/unavailable" });
      expect(await keys.create(wanted)).toMatchObject({ ok: false, code: "api-key/unavailable" });
      expect(readFileSync(path, "utf8")).toBe(damage);
    }
    writeFileSync(path, whole);
    expect(await keys.verify(text)).toMatchObject({ ok: true });
  });

  const disk = createTinyDisk(16);
  afterAll(() => disk?.remove());
  if (disk === undefined) test.todo("on a full disk: skipped, because no tmpfs can be mounted here");
  else
    test("on a full disk stays as it was, keys go on, and it is written when there is room", async () => {
      const path = join(disk.path, "keys.json");
      const { keys, wait } = bench(createFileKeyStore(path));
      const { text } = await create(keys);
      const before = readFileSync(path, "utf8");
      const filler = fillDisk(disk.path);
      expect(await keys.create(wanted)).toMatchObject({ ok: false, code: "api-key/unavailable" });
      wait(10);
      expect(await keys.verify(text)).toMatchObject({ ok: true });
      expect(readFileSync(path, "utf8")).toBe(before);
      rmSync(filler);
      expect(await keys.create(wanted)).toMatchObject({ ok: true });
    });
});

describe("a database that is not there", () => {
  test("is said in words that hold no password, and refuses every key", async () => {
    const { pool, close } = await openPostgres("postgres://somebody:hunter2@127.0.0.1:1/nowhere");
    const { keys } = bench(createPostgresKeyStore(pool));
    const outcomes = [
      await keys.verify(createKeyText("authz", randomBytes).text),
      await keys.create(wanted),
      await keys.list(),
    ];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: false, code: "api-key/unavailable" });
    expect(JSON.stringify(outcomes)).not.toMatch(/hunter2|somebody|nowhere/);
    await close();
  });

  if (opened !== undefined)
    test("any more, because somebody else changed the key meanwhile: it is judged anew", async () => {
      const other = createPostgresKeyStore(opened.pool);
      let meanwhile: (() => Promise<unknown>) | undefined;
      const pool = {
        async query(text: string, values: unknown[]) {
          const first = text.includes("UPDATE") ? meanwhile : undefined;
          if (first !== undefined) meanwhile = undefined;
          await first?.();
          return opened.pool.query(text, values);
        },
      };
      const { keys } = bench(createPostgresKeyStore(pool));
      const { id, text } = await create(keys);
      meanwhile = () => other.change(id, (key) => ({ key: { ...key, revokedAt: start } }));
      expect(await keys.rotate(id, 60)).toMatchObject({ ok: false, message: "the key is revoked: make a new one" });
      expect(await keys.verify(text)).toEqual(inactive);
    });

  if (opened !== undefined && database !== undefined)
    test("for a moment is used again by itself", async () => {
      const { keys } = bench(createPostgresKeyStore(opened.pool));
      const { text } = await create(keys);
      await database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
      // Every connection that was open is lost; how soon the pool hears of it is not ours to say.
      const outcomes = [await keys.verify(text)];
      for (let tries = 0; outcomes.at(-1)?.ok === false && tries < 100; tries++) {
        await setTimeout(20);
        outcomes.push(await keys.verify(text));
      }
      for (const outcome of outcomes.slice(0, -1)) expect(outcome).toMatchObject({ code: "api-key/unavailable" });
      expect(outcomes.at(-1)).toMatchObject({ ok: true });
    });

  if (opened === undefined || database === undefined)
    test.todo("a broken table: skipped, because there is no PostgreSQL");
  else
    test("any more refuses every key, and one whose rows are no keys does", async () => {
      const { keys } = bench(createPostgresKeyStore(opened.pool));
      const { text, id } = await create(keys);
      await database.query(`UPDATE authz_api_keys SET hash = 'short' WHERE id = '${id}'`);
      expect(await keys.verify(text)).toMatchObject({ ok: false, code: "api-key/unavailable" });
      await database.query("ALTER TABLE authz_api_keys RENAME TO elsewhere");
      expect(await keys.verify(text)).toMatchObject({ ok: false, code: "api-key/unavailable" });
      await database.query("ALTER TABLE elsewhere RENAME TO authz_api_keys");
      await database.query(`DELETE FROM authz_api_keys WHERE id = '${id}'`);
      expect(await keys.verify(text)).toEqual(inactive);
    });
});
