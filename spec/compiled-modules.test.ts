/** Every case and example through the module that `authz compile` makes of its policy: the very answers of the engine. */
import { afterAll, describe, expect, test } from "@jest/globals";
import { compileModule } from "@authz/compile";
import {
  compile,
  type CheckOptions,
  type CompileOptions,
  type Decision,
  type Engine,
  type Policy,
} from "@authz/engine";
import { loadFacts, loadPolicy } from "@authz/engine/node";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readCases } from "./case-folders.ts";
import type { Evaluator } from "./evaluators.ts";
import { loaders } from "./loaders.ts";
import { runCase } from "./run-case.ts";

interface Compiled {
  readonly policy: string;
  check(request: unknown, options?: { readonly facts?: unknown; readonly clock?: () => Date }): Decision;
  allows(request: unknown, options?: { readonly facts?: unknown; readonly clock?: () => Date }): boolean;
  match: Engine["match"];
}

let compared = 0;

async function importModule(policy: Policy): Promise<Compiled> {
  const { code } = await compileModule(policy);
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`)) as Compiled;
}

/** Answers by the module, with the engine's facts, and sees that the engine says the same. */
function moduleEngine(module: Compiled, engine: Engine, clock: () => Date): Engine {
  const options = (): object => ({
    clock,
    facts: { entities: engine.facts.entities(), assignments: engine.facts.assignments() },
  });
  return {
    ...engine,
    check(request, asked?: CheckOptions) {
      const wanted = engine.check(request, asked);
      if (asked?.explain === true) return wanted;
      const found = module.check(request, options());
      compared++;
      expect(found).toEqual(wanted);
      return found;
    },
    allows: (request) => module.allows(request, options()),
    match(request) {
      const found = module.match(request);
      expect(found).toEqual(engine.match(request));
      return found;
    },
  };
}

function evaluatorOf(module: Compiled): Evaluator {
  return {
    name: "module",
    compile(policy: Policy, options: CompileOptions) {
      return moduleEngine(module, compile(policy, options), options.clock ?? ((): Date => new Date()));
    },
  };
}

describe("cases", () => {
  const asked = readCases().filter(
    ({ expected: { requests, bodies, matches, diagnostics } }) =>
      diagnostics === undefined && [requests, bodies, matches].some((list) => list !== undefined),
  );
  const loader = loaders[0]!;

  test.each(asked.map((each) => [each.id, each] as const))("%s", async (_, each) => {
    const { policy } = await loader.load(each.folder);
    const module = await importModule(policy!);
    expect(module.policy).toBe(policy!.version);
    // Tests of the policy are not in the module.
    const { tests: _tests, ...expected } = each.expected;
    expect(await runCase({ ...each, expected }, loader, evaluatorOf(module))).toEqual([]);
  });

  afterAll(() => expect(compared).toBeGreaterThan(1_000));
});

describe("examples", () => {
  const root = join(import.meta.dirname, "../policies-examples");
  const clock = (): Date => new Date("2026-06-01T12:00:00Z");
  const names = readdirSync(root, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []));

  function lines(name: string, file: string): readonly unknown[] {
    const text = readFileSync(join(root, name, file), "utf8");
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as unknown]));
  }

  test.each(names)("%s", async (name) => {
    const policy = await loadPolicy(join(root, name, "policy"));
    const facts = await loadFacts(policy, [join(root, name, "facts.json")]);
    const engine = compile(policy, { facts, clock });
    const module = await importModule(policy);
    const both = moduleEngine(module, engine, clock);
    const requests = lines(name, "requests.jsonl");
    for (const request of requests) expect(both.allows(request)).toBe(both.check(request).decision);
    expect(requests.length).toBeGreaterThan(5);
  });
});
