/** What the two scripts about guarded requests have in common: the policy of an example, and an issuer whose keys can be changed. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parsePolicy } from "@authz/dsl";
import { compile, type Engine, type Json, type Policy } from "@authz/engine";
import { loadFacts, loadPolicy } from "@authz/engine/node";
import { openIdentity, readIdentityConfig, type Authenticator } from "@authz/identity";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";

const example = join(import.meta.dirname, "../policies-examples/api-gateway");
const audience = "https://api.example.com";
const issuer = "https://login.example.com";

/** The example's policy, with its files changed. */
export async function openPolicy(change: (text: string) => string): Promise<Policy> {
  const folder = join(example, "policy");
  const names = (await readdir(folder)).filter((name) => !name.endsWith(".test.authz"));
  const files = names.map(async (name) => ({ name, text: change(await readFile(join(folder, name), "utf8")) }));
  const { policy, diagnostics } = parsePolicy(await Promise.all(files));
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

export async function openEngine(): Promise<Engine> {
  const policy = await loadPolicy(join(example, "policy"));
  return compile(policy, { facts: await loadFacts(policy, [join(example, "facts.json")]) });
}

/** Who asks for what, and the answer of the example's policy and facts. */
export interface Traffic {
  readonly person: string;
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export const traffic: readonly Traffic[] = [
  { person: "ana", scope: "orders:read", method: "GET", path: "/orders/o1", status: 200 },
  { person: "ana", scope: "orders:read", method: "GET", path: "/customers/c1/orders", status: 200 },
  { person: "ana", scope: "orders:read", method: "GET", path: "/orders/o3", status: 403 },
  { person: "ana", scope: "orders:read", method: "POST", path: "/orders/o1/cancel", status: 403 },
  { person: "ana", scope: "orders:write", method: "POST", path: "/orders/o1/cancel", status: 200 },
  { person: "sam", scope: "orders:read", method: "GET", path: "/orders/o3", status: 200 },
  { person: "kim", scope: "admin", method: "GET", path: "/admin/settings/mail", status: 401 },
  { person: "ana", scope: "orders:read", method: "GET", path: "/docs/guides/first-steps", status: 200 },
  { person: "ana", scope: "orders:read", method: "GET", path: "/nowhere", status: 403 },
  { person: "ana", scope: "orders:read", method: "GET", path: "/orders/%2e%2e", status: 400 },
];

/** An issuer that changes its keys: tokens of the current key and of the one before it are taken. */
export interface Issuer {
  readonly tokens: Authenticator;
  readonly generation: () => number;
  sign(person: string, scope: string): Promise<string>;
  rotate(): Promise<void>;
}

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

export async function createIssuer(): Promise<Issuer> {
  let keys: readonly Key[] = [await createKey(0)];
  let current = await open(keys);
  let generation = 0;
  return {
    tokens: { authenticate: (token, checks) => current.authenticate(token, checks) },
    generation: () => generation,
    sign(person, scope) {
      const [key] = keys;
      if (key === undefined) throw new Error("there is no key");
      return new SignJWT({ scope, client_id: "app", jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: "ES256", kid: key.kid, typ: "at+jwt" })
        .setIssuer(issuer)
        .setSubject(person)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(key.privateKey);
    },
    async rotate() {
      const next = [await createKey(generation + 1), ...keys.slice(0, 1)];
      const opened = await open(next);
      [keys, current] = [next, opened];
      generation++;
    },
  };
}

async function createKey(generation: number): Promise<Key> {
  const kid = `k${generation}`;
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  return { kid, privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" } };
}

async function open(keys: readonly Key[]): Promise<Authenticator> {
  const set = { keys: keys.map(({ published }) => published as unknown as Json) };
  const read = readIdentityConfig({
    issuers: {
      shop: { issuer, audience, algorithms: ["ES256"], keys: { set }, user: { type: "User", id: "{sub}" } },
    },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const opened = await openIdentity(read.config, {
    clock: () => new Date(),
    env: {},
    readFile: () => Promise.reject(new Error("there are no files")),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.authenticator;
}
