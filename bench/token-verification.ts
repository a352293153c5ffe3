/**
 * Verification of one access token: ours with all its checks and the mapping to a subject, beside jose and fast-jwt with the checks
 * that they have. Times in microseconds, the least of several rounds that take turns, so that a busy machine slows all
 * alike. By hand: `node bench/token-verification.ts`.
 */
import { openIdentity, readIdentityConfig, type Algorithm, type Authenticator } from "@authz/identity";
import type { Json } from "@authz/model";
import { createVerifier } from "fast-jwt";
import { base64url, exportJWK, exportSPKI, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey } from "jose";

const issuer = "https://login.example.com";
const audience = "https://api.example.com";

interface Keys {
  readonly sign: CryptoKey | Uint8Array;
  readonly jwk: Awaited<ReturnType<typeof exportJWK>>;
  /** As fast-jwt takes it. */
  readonly text: string | Buffer;
}

async function createKeys(alg: Algorithm): Promise<Keys> {
  if (alg === "HS256") {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    return { sign: secret, jwk: { kty: "oct", k: base64url.encode(secret) }, text: Buffer.from(secret) };
  }
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { sign: privateKey, jwk: await exportJWK(publicKey), text: await exportSPKI(publicKey) };
}

async function open(alg: Algorithm, keySet: Json): Promise<Authenticator> {
  const corp = { issuer, audience, algorithms: [alg], keys: { file: "keys" }, user: { type: "User" } };
  const read = readIdentityConfig({ issuers: { corp } });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const bytes = new TextEncoder().encode(JSON.stringify(keySet));
  const opened = await openIdentity(read.config, {
    clock: () => new Date(),
    env: {},
    readFile: () => Promise.resolve(bytes),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.authenticator;
}

async function measure(alg: Algorithm): Promise<Readonly<Record<string, string | number>>> {
  const { sign, jwk, text } = await createKeys(alg);
  const published = { ...jwk, kid: "k", alg };
  const authenticator = await open(alg, { keys: [published] });
  const key = await importJWK(published, alg);
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: "ana", client_id: "app", jti: "t", scope: "a b", acr: "phr", amr: ["hwk"], auth_time: now };
  const token = await new SignJWT({ ...claims, iss: issuer, aud: audience, iat: now, exp: now + 3_600 })
    .setProtectedHeader({ alg, kid: "k", typ: "at+jwt" })
    .sign(sign);
  const fast = { key: text, algorithms: [alg as "ES256"], allowedIss: issuer, allowedAud: audience };
  const [uncached, cached] = [createVerifier({ ...fast, cache: false }), createVerifier({ ...fast, cache: true })];
  const rivals: readonly (readonly [name: string, run: () => unknown])[] = [
    ["ours", async () => accepted(await authenticator.authenticate(token))],
    ["jose", () => jwtVerify(token, key, { algorithms: [alg], issuer, audience, typ: "at+jwt" })],
    ["fast-jwt", () => uncached(token) as unknown],
    ["fast-jwt, cached", () => cached(token) as unknown],
  ];
  const best = new Map<string, number>();
  for (let round = 0; round < 12; round++) {
    for (const [name, run] of rivals) best.set(name, Math.min(best.get(name) ?? Infinity, await time(run)));
  }
  const of = (name: string): number => best.get(name) ?? Number.NaN;
  return {
    alg,
    ...Object.fromEntries([...best].map(([name, value]) => [name, value.toFixed(1)])),
    "ours / jose": (of("ours") / of("jose")).toFixed(2),
    "ours / fast-jwt": (of("ours") / of("fast-jwt")).toFixed(2),
  };
}

function accepted(outcome: { readonly ok: boolean }): void {
  if (!outcome.ok) throw new Error("refused");
}

/** Microseconds a run. */
async function time(run: () => unknown): Promise<number> {
  const runs = 300;
  const start = performance.now();
  for (let count = 0; count < runs; count++) await run();
  return ((performance.now() - start) / runs) * 1000;
}

const rows: Readonly<Record<string, string | number>>[] = [];
for (const alg of ["HS256", "RS256", "PS256", "ES256", "EdDSA"] as const) rows.push(await measure(alg));
console.table(rows);
