/**
 * Revocation: what a look-up costs beside the verification of the token (ES256), what it costs to revoke, and how long it is until
 * another process sees it; and keys and proofs beside them. By hand: `node bench/revocation.ts`; with a Redis, whose data it
 * leaves alone but for its own keys: `node bench/revocation.ts redis://127.0.0.1:6379`.
 */
import { spawn } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createApiKeys,
  createFileKeyStore,
  createFileRevocations,
  createRedisRevocations,
  createReplayMemory,
  createRevocation,
  createRevocationCheck,
  createStaticKeys,
  jwtProfiles,
  openRedis,
  readKeySet,
  verifyJwt,
  verifyProof,
  type Revocation,
  type RevocationStore,
} from "@authz/identity";
import type { Json } from "@authz/model";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";

const issuer = "https://login.example.com";
const clock = (): Date => new Date();
const [, , redisUrl, role, keySpace = `authz-bench:${randomUUID()}:`] = process.argv;
const folder = role === "watch" ? "" : mkdtempSync(join(tmpdir(), "authz-bench-"));
const path = join(folder, "revocations.log");

const revocationOf = (id: string): Revocation => createRevocation({ kind: "token", issuer, id }, { now: Date.now() });
const claims = {
  iss: issuer,
  sub: "ana",
  client_id: "app",
  jti: "never",
  sid: "s",
  iat: Math.floor(Date.now() / 1000),
};

async function openStore(where: string): Promise<RevocationStore & { close(): Promise<void> }> {
  if (!where.startsWith("redis:"))
    return { ...createFileRevocations({ path: where, clock }), close: () => Promise.resolve() };
  const { client, close } = await openRedis(where);
  const store = createRedisRevocations({ client, clock, keySpace });
  await store.initialise();
  return { ...store, close };
}

/** Microseconds a run, the least of several rounds. */
async function time(runs: number, run: (index: number) => unknown): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (let index = 0; index < runs; index++) await run(round * runs + index);
    best = Math.min(best, ((performance.now() - start) / runs) * 1000);
  }
  return best;
}

async function verification(): Promise<number> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: "ES256" } as unknown as Json;
  const read = await readKeySet({ keys: [jwk] }, { algorithms: ["ES256"], secrets: false });
  if (!read.ok) throw new Error(read.problem);
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ ...claims, aud: "api", exp: now + 600 })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt" })
    .sign(privateKey);
  const keys = createStaticKeys(read.set);
  const profile = jwtProfiles["access-token"];
  const options = { profile, issuer, audiences: ["api"], algorithms: ["ES256" as const], keys, clock };
  return time(500, async () => expectOk(await verifyJwt(token, options)));
}

async function proofs(): Promise<number> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const [token, url] = ["token", "https://api.example.com/"];
  const ath = createHash("sha256").update(token).digest("base64url");
  const made: string[] = [];
  for (let index = 0; index < 1_000; index++)
    made.push(
      await new SignJWT({ jti: String(index), htm: "GET", htu: url, ath, iat: Math.floor(Date.now() / 1000) })
        .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
        .sign(privateKey),
    );
  const [thumbprint, options] = [await calculateJwkThumbprint(jwk), { clock, replays: createReplayMemory() }];
  return time(200, async (index) =>
    expectOk(await verifyProof({ method: "GET", url, token, proofs: [made[index] ?? ""] }, thumbprint, options)),
  );
}

async function apiKeys(): Promise<number> {
  const keys = createApiKeys({ store: createFileKeyStore(join(folder, "keys.json")), clock, random: randomBytes });
  const subject = { type: "Service", id: "x" };
  const made = await keys.create({ name: "bench", subject, scopes: "all", roles: [] });
  if (!made.ok) throw new Error(made.message);
  return time(500, async () => expectOk(await keys.verify(made.text)));
}

function expectOk(outcome: { readonly ok: boolean }): void {
  if (!outcome.ok) throw new Error("refused");
}

/** Milliseconds from the moment a revocation is acknowledged here until another process, which asks all the time, sees it. */
async function propagation(where: string, samples: number): Promise<readonly number[]> {
  const store = await openStore(where);
  await store.add([revocationOf("first")]);
  const words = [import.meta.filename, where, "watch", keySpace];
  const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = child.stdout.setEncoding("utf8")[Symbol.asyncIterator]();
  const delays: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    await lines.next();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_000));
    await store.add([revocationOf(`sample-${sample}`)]);
    const acknowledged = performance.timeOrigin + performance.now();
    const { value } = (await lines.next()) as { readonly value: unknown };
    delays.push(Math.max(0, Number(value) - acknowledged));
    child.stdin.write("\n");
  }
  child.kill();
  await once(child, "exit");
  await store.close();
  return delays.toSorted((first, second) => first - second);
}

async function watch(where: string): Promise<void> {
  const store = await openStore(where);
  for (let sample = 0; ; sample++) {
    process.stdout.write("ready\n");
    const asked = [{ kind: "token" as const, issuer, id: `sample-${sample}` }];
    while ((await store.find(asked))[0] === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    process.stdout.write(`${performance.timeOrigin + performance.now()}\n`);
    await once(process.stdin, "data");
  }
}

function spread(sorted: readonly number[]): object {
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return { samples: sorted.length, "least ms": at(0), "median ms": at(0.5), "most ms": at(1) };
}

async function measure(): Promise<void> {
  const verified = await verification();
  const rows: object[] = [{ what: "verify a token, ES256", µs: verified.toFixed(1), "of it": "1.000" }];
  const add = (what: string, microseconds: number): void =>
    void rows.push({ what, µs: microseconds.toFixed(2), "of it": (microseconds / verified).toFixed(3) });
  add("verify a DPoP proof, ES256", await proofs());
  add("verify an API key, file", await apiKeys());
  const store = await openStore(path);
  let count = 0;
  for (const entries of [0, 1_000, 100_000, 900_000]) {
    const more = Array.from({ length: entries - count }, (_, index) => revocationOf(`old-${count + index}`));
    if (more.length > 0) await store.add(more);
    count = entries;
    const check = createRevocationCheck({ store });
    add(`look up in a file of ${entries}`, await time(20_000, () => check(claims)));
  }
  add("revoke in that file", await time(5, (index) => store.add([revocationOf(`new-${index}`)])));
  const small = await openStore(join(folder, "small.log"));
  add("revoke in a small file", await time(20, (index) => small.add([revocationOf(`new-${index}`)])));
  const seen: object[] = [{ store: "file", ...spread(await propagation(join(folder, "seen.log"), 25)) }];
  if (redisUrl !== undefined) {
    const redis = await openStore(redisUrl);
    const check = createRevocationCheck({ store: redis });
    add("look up in Redis", await time(500, () => check(claims)));
    add("revoke in Redis", await time(200, (index) => redis.add([revocationOf(`new-${index}`)])));
    seen.push({ store: "Redis", ...spread(await propagation(redisUrl, 25)) });
    await redis.close();
    await removeKeys(redisUrl);
  }
  console.table(rows);
  console.table(seen);
  console.log(`${Math.round(process.memoryUsage().rss / 1_048_576)} MiB with ${count} revocations in memory`);
}

async function removeKeys(url: string): Promise<void> {
  const { client, close } = await openRedis(url);
  const script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1";
  await client.eval(script, { keys: [], arguments: [`${keySpace}*`] });
  await close();
}

if (role === "watch" && redisUrl !== undefined) await watch(redisUrl);
await measure().finally(() => rmSync(folder, { recursive: true }));
