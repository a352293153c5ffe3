/** The bench of other engines that our figures are measured with: its workloads, its timing, and whatever of it is installed. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Asked, Workload } from "./policies.ts";

/** Something that is timed. */
export interface Timed {
  est: number;
  readonly name: string;
  readonly rounds: readonly number[];
  warm(milliseconds: number): Promise<void>;
  round(milliseconds: number): Promise<number>;
}

export interface Instance {
  readonly prepare?: (asked: Asked) => unknown;
  readonly check: (prepared: never) => unknown;
  readonly close?: () => unknown;
}

export interface Peer {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly async?: boolean;
  /** Workloads that it cannot do in a time that anyone would wait. */
  readonly skip?: readonly string[];
  readonly load: (workload: Workload) => Instance | Promise<Instance>;
}

export interface Harness {
  readonly allIds: readonly string[];
  readonly make: (id: string) => Workload;
  readonly peers: readonly Peer[];
  readonly time: (name: string, instance: Instance, requests: readonly Asked[], async?: boolean) => Timed;
  readonly median: (numbers: readonly number[]) => number;
}

/** @param all also the engines that have to be installed; without, only what needs nothing. */
export async function openHarness(folder: string, all: boolean): Promise<Harness> {
  const load = (file: string): Promise<Readonly<Record<string, unknown>>> =>
    import(pathToFileURL(join(folder, file)).href) as Promise<Readonly<Record<string, unknown>>>;
  const workloads = await load("workloads/index.mjs");
  const timing = await load("lib/measure.mjs");
  const Subject = timing["Subject"] as new (...parts: unknown[]) => Timed;
  const peers: Peer[] = [];
  for (const file of all ? readdirSync(join(folder, "peers")).toSorted() : ["hand.mjs"]) {
    try {
      peers.push(...[(await load(join("peers", file)))["default"] as Peer | readonly Peer[]].flat());
    } catch (error) {
      process.stderr.write(`${file} is left out: ${error instanceof Error ? error.message.split("\n")[0] : "?"}\n`);
    }
  }
  return {
    allIds: workloads["allIds"] as readonly string[],
    make: workloads["make"] as Harness["make"],
    peers,
    time: (name, instance, requests, async = false) => new Subject(name, instance, requests, async),
    median: timing["median"] as Harness["median"],
  };
}
