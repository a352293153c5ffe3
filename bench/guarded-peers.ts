/**
 * A protected request over http on loopback, beside what others take to protect the same: the median of rounds in which all take
 * turns, in one process with the client, in microseconds. Nothing is timed unless all answer a table of requests alike.
 * By hand: `node bench/guarded-peers.ts`.
 */
import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import type { Json } from "@authz/engine";
import { audience, createContenders, issuer, type SigningAlgorithm } from "./guarded-contenders.ts";

const [rounds, times] = [9, 100];
const agent = new Agent({ keepAlive: true });

interface Row {
  readonly name: string;
  readonly status: number;
  readonly path: string;
  readonly authorization?: string;
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.unref().listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port));
  });
}

function send(port: number, { path, authorization }: Row): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = authorization === undefined ? {} : { authorization };
    const sent = request({ port, host: "127.0.0.1", path, headers, agent }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject).end();
  });
}

type Claims = Readonly<Record<string, string | number>>;

async function createRows(alg: SigningAlgorithm, own: CryptoKey): Promise<readonly Row[]> {
  const { privateKey: foreign } = await generateKeyPair(alg);
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer, aud: audience, sub: "ana", scope: "todos:read", client_id: "app", jti: "t", iat: now };
  const bearer = async (changes: Claims = {}, key = own, kid = "k1"): Promise<string> => {
    const signed = new SignJWT({ ...usual, exp: now + 3_600, ...changes });
    return `Bearer ${await signed.setProtectedHeader({ alg, kid, typ: "at+jwt" }).sign(key)}`;
  };
  const [milk, good] = ["/todos/milk", await bearer()];
  const [header, , signature] = good.split(".");
  const [, payload] = (await bearer({ scope: "todos:read admin" })).split(".");
  return [
    { name: "allowed", status: 200, path: milk, authorization: good },
    { name: "one scope of two", status: 200, path: milk, authorization: await bearer({ scope: "other todos:read" }) },
    { name: "owner of another", status: 200, path: "/todos/bread", authorization: await bearer({ sub: "bo" }) },
    { name: "other's object", status: 403, path: "/todos/bread", authorization: good },
    { name: "scope missing", status: 403, path: milk, authorization: await bearer({ scope: "todos:write" }) },
    { name: "scope as a prefix", status: 403, path: milk, authorization: await bearer({ scope: "todos:reading" }) },
    { name: "unknown object", status: 403, path: "/todos/none", authorization: good },
    { name: "expired", status: 401, path: milk, authorization: await bearer({ iat: now - 7_200, exp: now - 3_600 }) },
    { name: "not yet valid", status: 401, path: milk, authorization: await bearer({ nbf: now + 1_800 }) },
    { name: "other's signature", status: 401, path: milk, authorization: await bearer({}, foreign) },
    { name: "changed claims", status: 401, path: milk, authorization: `${header}.${payload}.${signature}` },
    {
      name: "wrong audience",
      status: 401,
      path: milk,
      authorization: await bearer({ aud: "https://else.example.com" }),
    },
    { name: "wrong issuer", status: 401, path: milk, authorization: await bearer({ iss: "https://else.example.com" }) },
    { name: "no token", status: 401, path: milk },
  ];
}

async function demandAgreement(ports: ReadonlyMap<string, number>, rows: readonly Row[]): Promise<void> {
  for (const [contender, port] of ports)
    for (const row of rows) {
      const status = await send(port, row);
      const wanted = contender.endsWith("bare") ? 200 : row.status;
      if (status !== wanted) throw new Error(`${contender}: ${row.name} is answered ${status}, not ${wanted}`);
    }
}

async function time(port: number, row: Row): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < times; count++) await send(port, row);
  return ((performance.now() - started) / times) * 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function measure(ports: ReadonlyMap<string, number>, row: Row): Promise<ReadonlyMap<string, number>> {
  const samples = new Map([...ports.keys()].map((name) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++)
    for (const [name, port] of ports) {
      const each = await time(port, row);
      if (round >= 0) samples.get(name)?.push(each);
    }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}

async function compare(alg: SigningAlgorithm): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg, use: "sig" } as Readonly<Record<string, Json>>;
  const published = createServer((_request, response) => void response.end(JSON.stringify({ keys: [jwk] })));
  const address = `http://127.0.0.1:${await listen(published)}/keys`;
  const contenders = await createContenders({ alg, jwk, pem: await exportSPKI(publicKey), address });
  const ports = new Map<string, number>();
  for (const [name, server] of contenders) ports.set(name, await listen(server));
  const rows = await createRows(alg, privateKey);
  await demandAgreement(ports, rows);
  console.log(`${alg}: all answer ${rows.length} requests alike`);
  for (const name of ["allowed", "other's object", "scope missing"]) {
    const row = rows.find((candidate) => candidate.name === name);
    if (row === undefined) throw new Error(name);
    show(name, await measure(ports, row));
  }
}

function show(row: string, medians: ReadonlyMap<string, number>): void {
  for (const [name, each] of medians) {
    const bare = medians.get(`${name.slice(0, name.indexOf(","))}, bare`) ?? Number.NaN;
    console.log(
      row.padEnd(16),
      name.padEnd(40),
      each.toFixed(0).padStart(5),
      "µs",
      (each / bare).toFixed(2).padStart(6),
    );
  }
}

for (const alg of ["ES256", "RS256"] as const) await compare(alg);
agent.destroy();
