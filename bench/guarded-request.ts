/**
 * What the guard costs: the same handler bare and guarded, over http on loopback, and what finding the endpoint, verifying the token
 * and deciding take of it. Times in microseconds, the least of several rounds that take turns. By hand: `node bench/guarded-request.ts`.
 */
import { Agent, createServer, request, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createGuard } from "@authz/http";
import { fromNode, protect } from "@authz/http/node";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { createIssuer, openEngine } from "./guarded-api.ts";

const [rounds, times] = [9, 2_000];
const engine = await openEngine();
const issuer = await createIssuer();
const guard = createGuard({ engine, tokens: issuer.tokens });
const [method, path] = ["GET", "/orders/o1"];
const token = await issuer.sign("ana", "orders:read");
const identity = await issuer.tokens.authenticate(token);
if (!identity.ok) throw new Error(identity.message);
const question = {
  subject: identity.subject,
  action: { name: "read" },
  resource: { type: "Order", id: "o1" },
  context: { token: identity.token },
};

const message = new IncomingMessage(new Socket());
Object.assign(message, { method, url: path, rawHeaders: ["Host", "localhost", "Authorization", `Bearer ${token}`] });
const first = await guard.authorize(fromNode(message));
if (first.kind !== "allowed") throw new Error(first.body);

const handler: RequestListener = (_request, response) => void response.end("ok");
const bare = await listen(handler);
const guarded = await listen(protect(guard, handler));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).unref();
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));
}

function send(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const sent = request({ port, host: "127.0.0.1", method, path, headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(String(response.statusCode)));
      response.resume().on("end", () => resolve());
    });
    sent.on("error", reject).end();
  });
}

const measured: Readonly<Record<string, () => unknown>> = {
  "bare request": () => send(bare),
  "guarded request": () => send(guarded),
  guard: () => guard.authorize(fromNode(message)),
  match: () => engine.matchRequest({ method, path }),
  verify: () => issuer.tokens.authenticate(token),
  check: () => engine.check(question),
};
const best = new Map<string, number>();
for (let round = 0; round < rounds; round++)
  for (const [name, run] of Object.entries(measured)) {
    const started = performance.now();
    for (let time = 0; time < times; time++) await run();
    const each = ((performance.now() - started) / times) * 1_000;
    best.set(name, Math.min(best.get(name) ?? Infinity, each));
  }
agent.destroy();

const of = (name: string): number => best.get(name) ?? 0;
const share = (name: string): string => `${((100 * of(name)) / of("guard")).toFixed(1)} %`;
for (const [name, each] of best) console.log(name.padEnd(16), each.toFixed(1).padStart(8), "µs");
console.log(`of the guard: match ${share("match")}, verify ${share("verify")}, check ${share("check")}`);
console.log(`guarded / bare: ${(of("guarded request") / of("bare request")).toFixed(2)}`);
