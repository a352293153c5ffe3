import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Engine } from "@authz/engine";
import { modelSource, openfgaCases, type OpenfgaCase } from "./openfga-cases.ts";
import { generateRounds } from "./openfga-generated.ts";
import { parseModel } from "./openfga-model.ts";
import { openfgaStores, type OpenfgaStore } from "./openfga-stores.ts";
import { passesOpenfgaCase, type Suite } from "./run-openfga-case.ts";

/** Cases of one kind about one store. */
export interface OpenfgaSet {
  readonly suite: string;
  readonly model: string;
  readonly cases: readonly { readonly id: string; readonly passes: () => boolean }[];
}

const kinds: readonly OpenfgaCase["kind"][] = ["check", "list_objects", "list_users"];
const generated = { rounds: 10, seed: 1 };

/**
 * What the sample stores' own tests say, and then what their models say of generated tuples: there a case is a set of tuples
 * and holds every question about them.
 * @param folder where the stores are
 * @param compilePolicy makes engines of our policy for the store of that name
 */
export async function openfgaSets(
  folder: string,
  compilePolicy: (name: string) => Promise<(facts: unknown) => Engine>,
): Promise<OpenfgaSet[]> {
  const sets: OpenfgaSet[] = [];
  for (const store of openfgaStores) {
    const suite: Suite = { store, createEngine: await compilePolicy(store.name) };
    sets.push(...writtenSets(folder, suite), generatedSet(folder, suite));
  }
  return sets;
}

function writtenSets(folder: string, suite: Suite): OpenfgaSet[] {
  const { store } = suite;
  const all = openfgaCases(readFileSync(join(folder, store.file), "utf8"));
  return kinds.flatMap((kind) => {
    const own = all.filter((item) => item.kind === kind);
    const cases = own.map((item) => ({ id: item.id, passes: () => passesOpenfgaCase(item, suite) }));
    return cases.length === 0 ? [] : [{ suite: `openfga ${kind}`, model: store.name, cases }];
  });
}

function generatedSet(folder: string, suite: Suite): OpenfgaSet {
  const { store } = suite;
  const cases = generateRounds(store, parseModel(readModel(folder, store)), generated).map((round) => ({
    id: round.id,
    passes: () => round.cases.every((item) => passesOpenfgaCase(item, suite)),
  }));
  return { suite: "openfga generated", model: store.name, cases };
}

function readModel(folder: string, { file }: OpenfgaStore): string {
  const source = modelSource(readFileSync(join(folder, file), "utf8"));
  return source.kind === "text" ? source.text : readFileSync(join(folder, dirname(file), source.file), "utf8");
}
