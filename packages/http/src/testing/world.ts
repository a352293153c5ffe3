import { createHash, randomBytes, randomUUID } from "node:crypto";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type Engine, type Json, type JsonObject, type Policy } from "@authz/engine";
import {
  createApiKeys,
  createBasic,
  createReplayMemory,
  hashPassword,
  openIdentity,
  readIdentityConfig,
  type ApiKey,
  type ApiKeyStore,
  type IdentityConfig,
} from "@authz/identity";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { authorizationServersOf } from "../metadata/resource-metadata.ts";
import type { GuardOptions } from "../guard/options.ts";

export const origin = "https://api.example.com";
export const now: Date = new Date("2026-06-01T12:00:00Z");
const seconds = now.getTime() / 1000;

/** Everything that answers can depend on, in as few declarations as possible. */
export const policyText = `
subject User
subject Service
role auditor

assurance second_factor { acr "phr", "phrh"  amr "hwk"  within 15m }

resource Todo {
  owner: User
  locked: boolean = false

  action read, update, erase, share

  allow owner, auditor to read
  allow Service to read when resource.locked == false
  allow owner to update, erase, share
  deny anyone to update when resource.locked because "locked todos stay as they are"
  require second_factor to erase
  require scope "todos:share" to share
}

resource Page {
  action read
  allow anyone to read
}

scope "todos:read"  covers read on Todo
scope "todos:write" includes "todos:read" covers update, erase, share on Todo
scope "todos:share"
scope none covers read on Page

endpoint "GET    /health"             is public
endpoint "GET    /pages/{page...}"    is read   on Page "{page}"
endpoint "GET    /todos/{todo}"       is read   on Todo "{todo}"
endpoint "PUT    /todos/{todo}"       is update on Todo "{todo}"
endpoint "DELETE /todos/{todo}"       is erase  on Todo "{todo}"
endpoint "POST   /todos/{todo}/share" is share  on Todo "{todo}"
`;

const facts = {
  entities: ["ana", "bo"].map((id) => ({ type: "User", id: `corp/${id}` })),
  assignments: [{ subject: { type: "User", id: "corp/cy" }, role: "auditor" }],
};

/** Todos are the application's own, and no facts. */
export const todos: ReadonlyMap<string, Readonly<Record<string, Json>>> = new Map<string, Record<string, Json>>([
  ["t1", { owner: { type: "User", id: "corp/ana" } }],
  ["t2", { owner: { type: "User", id: "corp/bo" } }],
  ["locked", { owner: { type: "User", id: "corp/ana" }, locked: true }],
  ["odd", { owner: { type: "User", id: "corp/ana" }, locked: "yes" }],
]);

export function policyOf(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "policy.authz", text }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

export function engineOf(text: string, data: Json = facts): Engine {
  const policy = policyOf(text);
  const parsed = parseFacts(policy, data);
  if (parsed.facts === undefined) throw new Error(JSON.stringify(parsed.diagnostics));
  return compile(policy, { facts: parsed.facts, clock: () => now });
}

/** A guard's options with each kind of credential, and what to ask it with. */
export interface World {
  readonly options: GuardOptions;
  readonly token: (claims?: JsonObject) => Promise<string>;
  /** The headers of a request with a token that is bound to a key. */
  readonly bound: (method: string, path: string, proof?: JsonObject, claims?: JsonObject) => Promise<readonly string[]>;
  /** A bound token without its proof. */
  readonly boundToken: () => Promise<string>;
  readonly apiKey: string;
}

export async function createWorld(): Promise<World> {
  const issuer = await generateKeyPair("ES256", { extractable: true });
  const client = await generateKeyPair("ES256", { extractable: true });
  const published = { ...(await exportJWK(issuer.publicKey)), kid: "k1", alg: "ES256", use: "sig" };
  const config = readConfig({ keys: [published] });
  const opened = await openIdentity(config, {
    clock: () => now,
    env: {},
    readFile: () => Promise.reject(new Error("there are no files")),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const jkt = await calculateJwkThumbprint(await exportJWK(client.publicKey));
  const keys = createApiKeys({ store: createKeyMemory(), clock: () => now, random: (length) => randomBytes(length) });
  const created = await keys.create({
    name: "backup",
    subject: { type: "Service", id: "backup" },
    scopes: ["todos:read"],
    roles: [],
  });
  if (!created.ok) throw new Error(created.message);

  const token = (claims: JsonObject = {}): Promise<string> =>
    new SignJWT({ ...standardClaims(), ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "k1", typ: "at+jwt" })
      .sign(issuer.privateKey);
  const boundToken = (claims: JsonObject = {}): Promise<string> => token({ cnf: { jkt }, ...claims });
  return {
    token,
    boundToken,
    apiKey: created.text,
    async bound(method, path, proof = {}, claims = {}) {
      const bound = await boundToken(claims);
      const ath = createHash("sha256").update(bound).digest("base64url");
      const jwk = await exportJWK(client.publicKey);
      const signed = await new SignJWT({
        jti: randomUUID(),
        htm: method,
        htu: origin + path,
        iat: seconds,
        ath,
        ...proof,
      })
        .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
        .sign(client.privateKey);
      return [`Authorization: DPoP ${bound}`, `DPoP: ${signed}`];
    },
    options: {
      engine: engineOf(policyText),
      tokens: opened.authenticator,
      dpop: { clock: () => now, replays: createReplayMemory() },
      apiKeys: { keys },
      basic: createBasic({
        clock: () => now,
        random: (length) => randomBytes(length),
        findUser: (name) => (name === "ana" ? { password, subject: { type: "User", id: "corp/ana" } } : undefined),
      }),
      origin,
      resource: { identifier: origin, authorizationServers: authorizationServersOf(config) },
      loadResource({ resource: { type, id } }) {
        const properties = type === "Todo" ? todos.get(id) : undefined;
        return properties && { properties, value: { id } };
      },
      clock: () => now,
    },
  };
}

const password = await hashPassword("a long passphrase", (length) => randomBytes(length));

function standardClaims(): JsonObject {
  const times = { iat: seconds, exp: seconds + 300, auth_time: seconds - 60 };
  const scope = "todos:read todos:write todos:share";
  return {
    iss: "https://login.example.com",
    sub: "ana",
    aud: origin,
    client_id: "app",
    scope,
    jti: randomUUID(),
    ...times,
  };
}

function readConfig(set: JsonObject): IdentityConfig {
  const read = readIdentityConfig({
    issuers: {
      corp: {
        issuer: "https://login.example.com",
        audience: origin,
        algorithms: ["ES256"],
        keys: { set },
        user: { type: "User" },
        client: { type: "Service" },
      },
    },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

function createKeyMemory(): ApiKeyStore {
  const keys = new Map<string, ApiKey>();
  return {
    find: (id) => Promise.resolve(keys.get(id)),
    list: () => Promise.resolve([...keys.values()]),
    add: (key) => Promise.resolve(keys.set(key.id, key).has(key.id)),
    touch: () => Promise.resolve(),
    change: () => Promise.reject(new Error("no key is changed here")),
  };
}
