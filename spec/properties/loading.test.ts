import { expect, test } from "@jest/globals";
import { compile, type FactsData, type FactsLoader } from "@authz/engine";
import fc from "fast-check";
import { engineFor, fewerRuns, policyOf } from "./engines.ts";
import { cases } from "./facts.ts";
import { fetch } from "./loading.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

const loaded = cases(policies()).map(({ policy, facts, request }) => ({
  policy: policyOf([renderPolicy(policy)]),
  facts,
  request,
}));

test("facts that are loaded as they are needed decide as facts that are all there", async () => {
  await fc.assert(
    fc.asyncProperty(loaded, fc.boolean(), async ({ policy, facts, request }, explain) => {
      const asked: string[] = [];
      const load: FactsLoader = async (needs) => {
        for (const part of [...needs.entities, ...needs.assignments]) asked.push(JSON.stringify(part));
        await Promise.resolve();
        return fetch(facts, needs);
      };
      const engine = compile(policy);
      expect(await engine.checkAsync(request, { load, explain })).toEqual(
        engineFor(policy, facts).check(request, { explain }),
      );
      expect(new Set(asked).size).toBe(asked.length);
    }),
    { numRuns: fewerRuns },
  );
});

test("a loader that brings more than it was asked for changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(loaded, async ({ policy, facts, request }) => {
      const engine = compile(policy);
      const load = (): FactsData => facts as FactsData;
      expect(await engine.checkAsync(request, { load })).toEqual(engineFor(policy, facts).check(request));
    }),
    { numRuns: fewerRuns },
  );
});

test("facts that come with a request decide as facts of the engine", () => {
  fc.assert(
    fc.property(loaded, ({ policy, facts, request }) => {
      const own = compile(policy).check(request, { facts: facts as FactsData });
      expect(own).toEqual(engineFor(policy, facts).check(request));
      const half = { entities: facts.entities, assignments: facts.assignments.slice(0, 3) };
      const rest = { entities: [], assignments: facts.assignments.slice(3) };
      expect(engineFor(policy, half).check(request, { facts: rest as FactsData })).toEqual(own);
    }),
    { numRuns: fewerRuns },
  );
});
