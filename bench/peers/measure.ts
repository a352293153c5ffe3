/**
 * One workload in a process of its own: `node bench/peers/measure.ts FOLDER WORKLOAD [--peers]`. Every answer is compared with the
 * workload's own before anything is timed, except for what is timed cold. Prints the figures as JSON.
 */
import { adapters, type Loaded } from "./adapter.ts";
import { openHarness, type Instance, type Peer, type Timed } from "./harness.ts";
import type { Asked, Workload } from "./policies.ts";

export interface Figure {
  readonly workload: string;
  readonly name: string;
  readonly ours: boolean;
  readonly nanoseconds: number;
  /** The median over rounds of the ratio to the hand-written solution in the same round. */
  readonly ratio: number;
  /** Of the answers, how many came from generated code; only of ours. */
  readonly compiled?: number;
  readonly loadMilliseconds?: number;
}

const rounds = 9;
const verifyMilliseconds = 10_000;
const [folder = "", id = ""] = process.argv.slice(2);
const harness = await openHarness(folder, process.argv.includes("--peers"));
const workload = harness.make(id);
const ours = adapters.filter(({ kinds }) => kinds.includes(workload.kind));
const hand = harness.peers.find(({ name }) => name === "hand");
if (hand === undefined) throw new Error("the folder holds no hand-written solution");
const figures = [
  ...(workload.kind === "abac" ? await measureCold(workload, hand) : []),
  ...(await measureWarm(workload, hand)),
  ...(workload.kind === "rbac" || workload.kind === "abac" ? await measureFresh(workload, hand) : []),
];
process.stdout.write(JSON.stringify(figures));

async function measureWarm(asked: Workload, reference: Peer): Promise<readonly Figure[]> {
  const peers = harness.peers.filter(
    (peer) => peer !== reference && peer.kinds.includes(asked.kind) && peer.skip?.includes(asked.id) !== true,
  );
  const timed = [await open(asked, reference)];
  for (const peer of peers) timed.push(...(await openPeer(asked, peer)));
  for (const adapter of ours) timed.push(await open(asked, adapter));
  await run(
    timed.map(({ subject }) => subject),
    1_000,
  );
  for (const { instance } of timed) await instance.close?.();
  return timed.map((each) => ({ ...figureOf(each.subject, timed[0]?.subject), ...each.about }));
}

interface Opened {
  readonly subject: Timed;
  readonly instance: Instance;
  readonly about: Pick<Figure, "ours" | "compiled" | "loadMilliseconds">;
}

/** A peer that answers wrongly, or does not start, is told of and not timed. */
async function openPeer(asked: Workload, peer: Peer): Promise<readonly Opened[]> {
  try {
    return [await open(asked, peer)];
  } catch (error) {
    process.stderr.write(`${asked.id}: ${peer.name} is left out: ${error instanceof Error ? error.message : "?"}\n`);
    return [];
  }
}

async function open(asked: Workload, peer: Peer): Promise<Opened> {
  const start = performance.now();
  const instance = await peer.load(asked);
  const loadMilliseconds = performance.now() - start;
  await verify(asked, instance, peer.async === true);
  const engine = (instance as Partial<Loaded>).engine;
  const about = { ours: engine !== undefined, loadMilliseconds };
  return {
    subject: harness.time(peer.name, instance, asked.requests, peer.async),
    instance,
    about: engine === undefined ? about : { ...about, compiled: shareOf(engine.answered) },
  };
}

function shareOf({ compiled, interpreted }: Loaded["engine"]["answered"]): number {
  return compiled / Math.max(1, compiled + interpreted);
}

/** All of the answers, unless that takes too long. */
async function verify({ id: of, requests, expected }: Workload, instance: Instance, async: boolean): Promise<void> {
  const end = performance.now() + verifyMilliseconds;
  for (const [at, asked] of requests.entries()) {
    const prepared = instance.prepare?.(asked) ?? asked;
    const answer = async ? await instance.check(prepared as never) : instance.check(prepared as never);
    if (answer !== expected[at]) throw new Error(`${of}: wrong answer to ${JSON.stringify(asked)}`);
    if (performance.now() > end) return;
  }
}

async function run(subjects: readonly Timed[], warm: number): Promise<void> {
  for (const subject of subjects) {
    await subject.warm(20);
    if (subject.est < 1e5) await subject.warm(warm);
  }
  for (let round = 0; round < rounds; round++)
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed())
      await subject.round(subject.est > 2e7 ? 300 : 150);
}

function figureOf(subject: Timed, reference: Timed | undefined): Figure {
  const ratios = subject.rounds.map((each, at) => each / (reference?.rounds[at] ?? Number.NaN));
  return {
    workload: id,
    name: subject.name,
    ours: false,
    nanoseconds: harness.median(subject.rounds),
    ratio: harness.median(ratios),
  };
}

/** What the first tenth of a second costs, with nothing asked before, and what a decision costs just after. */
async function measureCold(asked: Workload, reference: Peer): Promise<readonly Figure[]> {
  const first: Cost[] = [];
  const after: Cost[] = [];
  for (const peer of [reference, ...ours]) {
    const instance = await peer.load(asked);
    const about = { name: peer.name, ours: peer !== reference };
    first.push({ ...about, nanoseconds: coldly(asked, instance) });
    const subject = harness.time(peer.name, instance, asked.requests);
    await subject.warm(1);
    after.push({ ...about, nanoseconds: await subject.round(50) });
  }
  return [...compared(`${id}, first 0.1 s`, first), ...compared(`${id}, after 0.1 s`, after)];
}

type Cost = Pick<Figure, "name" | "ours" | "nanoseconds">;

function compared(name: string, costs: readonly Cost[]): readonly Figure[] {
  return costs.map((cost) => ({
    ...cost,
    workload: name,
    ratio: cost.nanoseconds / (costs[0]?.nanoseconds ?? Number.NaN),
  }));
}

function coldly({ requests }: Workload, { prepare, check }: Instance): number {
  const prepared = requests.map((asked) => prepare?.(asked) ?? asked);
  const start = performance.now();
  let calls = 0;
  for (; performance.now() - start < 100; calls += 16)
    for (let at = 0; at < 16; at++) check(prepared[(calls + at) % prepared.length] as never);
  return ((performance.now() - start) * 1e6) / calls;
}

/** Each request parsed within the loop, so that no string of it has been seen before; what parsing alone takes is subtracted. */
async function measureFresh(asked: Workload, reference: Peer): Promise<readonly Figure[]> {
  const named = ours.filter(({ name }) => name !== "authz (handles)");
  const pairs: { readonly whole: Timed; readonly parse: Timed }[] = [];
  for (const peer of [reference, ...named]) {
    const { prepare, check } = await peer.load(asked);
    const write = (each: Asked): string => JSON.stringify(prepare?.(each) ?? each);
    pairs.push({
      whole: time(peer.name, write, (text) => check(JSON.parse(text) as never)),
      parse: time(peer.name, write, (text) => typeof JSON.parse(text) === "object"),
    });
  }
  await run(
    pairs.flatMap(({ whole, parse }) => [whole, parse]),
    1_000,
  );
  const costs = pairs.map(({ whole, parse }) =>
    whole.rounds.map((each, at) => each - (parse.rounds[at] ?? Number.NaN)),
  );
  return costs.map((cost, at) => ({
    workload: `${id}, fresh strings`,
    name: pairs[at]?.whole.name ?? "",
    ours: at > 0,
    nanoseconds: harness.median(cost),
    ratio: harness.median(cost.map((each, round) => each / (costs[0]?.[round] ?? Number.NaN))),
  }));

  function time(name: string, prepare: (each: Asked) => string, check: (text: never) => unknown): Timed {
    return harness.time(name, { prepare, check }, asked.requests);
  }
}
