/**
 * Our engine against the hand-written solution of the peers' bench, on its workloads and with its timing:
 * `node bench/compare.ts FOLDER [WORKLOAD...]`, where FOLDER holds that bench. Every decision is compared with the workload's
 * own answer before anything is timed. Prints a table in Markdown; `--json` prints the numbers, `--write` puts the table into
 * docs/performance.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { adapters, type Loaded } from "./peers/adapter.ts";
import type { Asked, Workload } from "./peers/policies.ts";

interface Timed {
  est: number;
  readonly rounds: readonly number[];
  warm(milliseconds: number): Promise<void>;
  round(milliseconds: number): Promise<number>;
}

interface Harness {
  readonly allIds: readonly string[];
  readonly make: (id: string) => Workload;
  readonly hand: { readonly load: (workload: Workload) => { readonly check: (asked: Asked) => boolean } };
  readonly time: (name: string, loaded: unknown, requests: readonly Asked[]) => Timed;
  readonly median: (numbers: readonly number[]) => number;
}

interface Row {
  readonly workload: string;
  readonly name: string;
  readonly nanoseconds: number;
  /** The median over rounds of the ratio to the hand-written solution in the same round. */
  readonly ratio: number;
  /** Of the answers, how many came from generated code. */
  readonly compiled: number;
  readonly loadMilliseconds: number;
}

const [folder, ...rest] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (folder === undefined) throw new Error("which folder holds the peers' bench?");
const harness = await openHarness(resolve(folder));
const kinds = new Set(adapters.flatMap((adapter) => adapter.kinds));
const rounds = 9;
const rows: Row[] = [];
for (const id of rest.length > 0 ? rest : harness.allIds) {
  const workload = harness.make(id);
  if (kinds.has(workload.kind)) rows.push(...(await measure(workload)));
}
if (process.argv.includes("--write")) writePage(new URL("../docs/performance.md", import.meta.url));
process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(rows)}\n` : table());

async function openHarness(path: string): Promise<Harness> {
  const load = (file: string): Promise<Readonly<Record<string, unknown>>> =>
    import(pathToFileURL(join(path, file)).href) as Promise<Readonly<Record<string, unknown>>>;
  const workloads = await load("workloads/index.mjs");
  const peers = await load("peers/hand.mjs");
  const timing = await load("lib/measure.mjs");
  const Subject = timing["Subject"] as new (...parts: unknown[]) => Timed;
  return {
    allIds: workloads["allIds"] as readonly string[],
    make: workloads["make"] as Harness["make"],
    hand: (peers["default"] as readonly [Harness["hand"]])[0],
    time: (name, loaded, requests) => new Subject(name, loaded, requests, false),
    median: timing["median"] as Harness["median"],
  };
}

async function measure(workload: Workload): Promise<readonly Row[]> {
  const hand = harness.time("hand", harness.hand.load(workload), workload.requests);
  const ours = adapters
    .filter((adapter) => adapter.kinds.includes(workload.kind))
    .map((adapter) => {
      const start = performance.now();
      const loaded = adapter.load(workload);
      const loadMilliseconds = performance.now() - start;
      verify(workload, loaded);
      const compiled = loaded.engine.answered.compiled / workload.requests.length;
      const timed = harness.time(adapter.name, loaded, workload.requests);
      return { name: adapter.name, timed, loadMilliseconds, compiled };
    });
  const all = [hand, ...ours.map(({ timed }) => timed)];
  for (const timed of all) await timed.warm(1_500);
  for (let round = 0; round < rounds; round++)
    for (const timed of round % 2 === 0 ? all : all.toReversed()) await timed.round(150);
  return ours.map(({ name, timed, loadMilliseconds, compiled }) => ({
    workload: workload.id,
    name,
    nanoseconds: harness.median(timed.rounds),
    ratio: harness.median(timed.rounds.map((each, at) => each / (hand.rounds[at] ?? Number.NaN))),
    compiled,
    loadMilliseconds,
  }));
}

function verify({ id, requests, expected }: Workload, { prepare, check }: Loaded): void {
  requests.forEach((asked, at) => {
    if (check(prepare(asked) as never) !== expected[at])
      throw new Error(`${id}: wrong answer to ${JSON.stringify(asked)}`);
  });
}

function table(): string {
  const lines = rows.map(
    ({ workload, name, nanoseconds, ratio, compiled, loadMilliseconds }) =>
      `| ${workload} | ${name} | ${nanoseconds.toFixed(0)} | ${ratio.toFixed(2)} | ${(compiled * 100).toFixed(0)} % | ${loadMilliseconds.toFixed(0)} |`,
  );
  return [
    "| workload | asked by | ns a decision | × hand | by generated code | load, ms |",
    "| --- | --- | --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}

function writePage(page: URL): void {
  const where = /(<!-- table -->\n)[\s\S]*?(\n<!-- end of table -->)/;
  const head = `Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.`;
  const text = readFileSync(page, "utf8");
  writeFileSync(
    page,
    text.replace(where, (_, start: string, end: string) => `${start}\n${head}\n\n${table()}${end}`),
  );
}
