/**
 * Mixed traffic to a guarded server while policy and keys are exchanged all the time: `node bench/guarded-load.ts 600` for ten minutes.
 * Prints one line of JSON, and exits with 1 when an answer was wrong, or when heap or handles have grown.
 */
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createGuard } from "@authz/http";
import { protect } from "@authz/http/node";
import { createIssuer, openEngine, openPolicy, traffic, type Traffic } from "./guarded-api.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const seconds = Number(process.argv[2] ?? 20);

const engine = await openEngine();
// The same but for one rule: nobody sees a single order as its customer, partner or support.
const policies = [engine.policy, await openPolicy((text) => text.replace(/^ *see_order: .*$/m, ""))];
const issuer = await createIssuer();
if (policies[0]?.version === policies[1]?.version) throw new Error("the example has no rule see_order any more");
const guard = createGuard({ engine, tokens: issuer.tokens });
const server = createServer(protect(guard, (_message, response) => response.end("ok")));
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const { port } = server.address() as AddressInfo;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** What happened, and in which round of policies it may have been decided. */
let round = 0;
let wrong = 0;
let answered = 0;
let stopped = false;

function expectedOf({ method, path, status }: Traffic, ofRound: number): number {
  const isSeen = method === "GET" && path.startsWith("/orders/o") && status === 200;
  return isSeen && ofRound % 2 === 1 ? 403 : status;
}

function send({ method, path }: Traffic, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const sent = request({ port, host: "127.0.0.1", method, path, headers, agent }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject).end();
  });
}

interface Signed {
  readonly generation: number;
  readonly token: string;
}

async function work(first: number): Promise<void> {
  const tokens = new Map<string, Signed>();
  for (let turn = first; !stopped; turn++) {
    const asked = traffic[turn % traffic.length];
    if (asked === undefined) return;
    const key = `${asked.person} ${asked.scope}`;
    const old = tokens.get(key);
    // Some go on with tokens of keys that have long been taken back.
    const isFresh = old !== undefined && (issuer.generation() === old.generation || turn % 7 === 0);
    const generation = issuer.generation();
    const signed = isFresh ? old : { generation, token: await issuer.sign(asked.person, asked.scope) };
    tokens.set(key, signed);
    await judge(asked, signed);
  }
}

async function judge(asked: Traffic, { generation, token }: Signed): Promise<void> {
  const [before, generationBefore] = [round, issuer.generation()];
  const status = await send(asked, token);
  answered++;
  const [after, generationAfter] = [round, issuer.generation()];
  const isNeeded = asked.path !== "/nowhere" && !asked.path.includes("%");
  const allowed = new Set<number>();
  const isGood = generationBefore - generation <= 1;
  const isBad = generationAfter - generation >= 2;
  if (isGood || !isNeeded) for (let at = before; at <= after; at++) allowed.add(expectedOf(asked, at));
  if (isBad && isNeeded) allowed.add(401);
  if (!allowed.has(status)) {
    wrong++;
    if (wrong < 10)
      console.error(`${status} for`, asked, { generation, generationBefore, generationAfter, before, after });
  }
}

interface Sample {
  readonly heap: number;
  readonly handles: number;
}

function sample(): Sample {
  collect();
  return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
}

async function reload(): Promise<void> {
  while (!stopped) {
    await new Promise((done) => setTimeout(done, 50));
    const next = policies[(round + 1) % 2];
    if (next === undefined) return;
    // In one turn: whoever was asked before has been answered by the old one.
    engine.replace(next);
    round++;
    if (round % 10 === 0) await issuer.rotate();
  }
}

const samples: Sample[] = [];
const workers = Array.from({ length: 8 }, (_, index) => work(index * 3));
const reloading = reload();
const steps = Math.max(10, Math.min(60, Math.floor(seconds)));
for (let step = 0; step < steps; step++) {
  await new Promise((done) => setTimeout(done, (seconds * 1000) / steps));
  samples.push(sample());
}
stopped = true;
await Promise.all([...workers, reloading]);
agent.destroy();
server.close();

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const half = samples.slice(Math.floor(samples.length * 0.3), Math.floor(samples.length * 0.6));
const end = samples.slice(-Math.ceil(samples.length * 0.3));
const [heapMiddle, heapEnd] = [median(half.map(({ heap }) => heap)), median(end.map(({ heap }) => heap))];
const [handlesMiddle, handlesEnd] = [
  median(half.map(({ handles }) => handles)),
  median(end.map(({ handles }) => handles)),
];
const isFlat = heapEnd < heapMiddle * 1.05 + 1_000_000 && handlesEnd <= handlesMiddle + 2;
const megabytes = (bytes: number): number => Math.round(bytes / 100_000) / 10;
console.log(
  JSON.stringify({
    seconds,
    answered,
    wrong,
    policies: round,
    keys: issuer.generation(),
    heap: [megabytes(heapMiddle), megabytes(heapEnd)],
    handles: [handlesMiddle, handlesEnd],
    flat: isFlat,
  }),
);
process.exitCode = wrong === 0 && isFlat && answered > 0 && round > 0 ? 0 : 1;
