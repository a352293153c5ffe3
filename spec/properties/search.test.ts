import { expect, test } from "@jest/globals";
import type { Engine, Found, Ref } from "@authz/engine";
import fc from "fast-check";
import type { FactsDraft } from "./draft.ts";
import { engineOf, fewerRuns } from "./engines.ts";
import { cases, places, subjects, type Case } from "./facts.ts";
import { actions, policies } from "./policies.ts";

/** Some entities are only named by others. */
function without(facts: FactsDraft, gone: readonly string[]): FactsDraft {
  return { ...facts, entities: facts.entities.filter(({ id }) => !gone.includes(id)) };
}

const searched = fc.tuple(cases(policies()), fc.subarray(["u0", "s1", "f0", "d0", "t0"], { maxLength: 2 }));

function engineOfCase([{ policy, facts }, gone]: readonly [Case, readonly string[]]): Engine {
  return engineOf(policy, without(facts, gone));
}

/** Known to the facts, or to what is asked. */
function known(engine: Engine, type: string, asked: object, candidates: readonly Ref[]): readonly Ref[] {
  const text = `${Array.from(engine.facts.jsonLines()).join("")}${JSON.stringify(asked)}`;
  return candidates.filter((ref) => ref.type === type && text.includes(`"${ref.id}"`));
}

function ids({ results, problem }: Found<Ref>): readonly string[] {
  expect(problem).toBeUndefined();
  return results.map(({ id }) => id);
}

test("subjects that are found are those that a check allows, and all of them that are known", () => {
  fc.assert(
    fc.property(searched, fc.constantFrom("User", "Service"), (drawn, type) => {
      const engine = engineOfCase(drawn);
      const { action, resource, context } = drawn[0].request;
      const found = engine.search.subjects({ type, action, resource, context });
      const asks = (id: string): boolean => engine.allows({ subject: { type, id }, action, resource, context });
      const expected = known(engine, type, { resource }, subjects).filter(({ id }) => asks(id));
      expect(ids(found)).toEqual(expected.map(({ id }) => id));
      if (found.complete) for (const id of ["nobody", "", "*", "__proto__"]) expect(asks(id)).toBe(false);
    }),
    { numRuns: fewerRuns },
  );
});

test("resources that are found are those that a check allows, and all of them that are known", () => {
  fc.assert(
    fc.property(searched, fc.constantFrom("Folder", "Doc"), (drawn, type) => {
      const engine = engineOfCase(drawn);
      const { subject, action, context } = drawn[0].request;
      const found = engine.search.resources({ type, subject, action, context });
      const asks = (id: string): boolean => engine.allows({ subject, action, resource: { type, id }, context });
      const expected = known(engine, type, { subject }, places).filter(({ id }) => asks(id));
      expect(ids(found)).toEqual(expected.map(({ id }) => id));
      if (found.complete) for (const id of ["nothing", "", "*", "__proto__"]) expect(asks(id)).toBe(false);
    }),
    { numRuns: fewerRuns },
  );
});

test("actions that are found are those that a check allows", () => {
  fc.assert(
    fc.property(searched, (drawn) => {
      const engine = engineOfCase(drawn);
      const { subject, resource, context } = drawn[0].request;
      const { results } = engine.search.actions({ subject, resource, context });
      const expected = actions.filter((name) => engine.allows({ subject, resource, context, action: { name } }));
      expect(results.map(({ name }) => name)).toEqual([...expected].sort());
    }),
    { numRuns: fewerRuns },
  );
});

test("pages of any size are the whole, in order", () => {
  fc.assert(
    fc.property(searched, fc.integer({ min: 1, max: 4 }), (drawn, limit) => {
      const engine = engineOfCase(drawn);
      const { subject, context } = drawn[0].request;
      const search = { type: "Folder", subject, action: "read", context };
      const whole = engine.search.resources(search).results;
      const pages: Ref[] = [];
      let page = engine.search.resources({ ...search, limit });
      for (let count = 0; count <= whole.length; count++) {
        expect(page.results.length).toBeLessThanOrEqual(limit);
        pages.push(...page.results);
        if (page.cursor === undefined) break;
        page = engine.search.resources({ ...search, limit, cursor: page.cursor });
      }
      expect(page.cursor).toBeUndefined();
      expect(pages).toEqual(whole);
    }),
    { numRuns: fewerRuns },
  );
});
