import { describe, expect, test } from "@jest/globals";
import {
  compile,
  FactsError,
  parseFacts,
  type AssignmentData,
  type Engine,
  type FactsChange,
  type FactsData,
  type Needs,
  type Policy,
  type Ref,
} from "@authz/engine";
import fc from "fast-check";
import { crossings } from "./crossings.ts";
import { engineFor, numRuns, policyOf } from "./engines.ts";
import { fetch } from "./loading.ts";
import { now, worlds, type World } from "./worlds.ts";

const before = "2026-05-01T00:00:00Z";
const end = "2026-08-01T00:00:00Z";
const later = "2026-07-01T00:00:00Z";
const clock = (): Date => new Date(now);
type Facts = World["facts"];

/** Some assignments have bounds in time. */
function bounded(policy: Policy): fc.Arbitrary<World> {
  const bound = fc.constantFrom(
    {},
    {},
    {},
    { notBefore: later },
    { notBefore: before },
    { notAfter: before },
    { notBefore: now, notAfter: end },
  );
  return worlds(policy).chain((world) =>
    fc.array(bound, { minLength: 8, maxLength: 8 }).map((bounds) => ({
      ...world,
      facts: {
        ...world.facts,
        assignments: world.facts.assignments.map((each, index) => ({ ...each, ...bounds[index] })),
      },
    })),
  );
}

const bytes = (engine: Engine): string => Array.from(engine.facts.jsonLines()).join("");
const ids = (found: { readonly results: readonly Ref[] }): readonly string[] => found.results.map(({ id }) => id);

/** Every id of the type that facts or question hold, and those that nobody knows. */
function candidates(
  type: string,
  engine: Engine,
  asked: unknown,
): { readonly known: readonly string[]; readonly strange: readonly string[] } {
  const all = ["a", "b", "x", "elsewhere", "", "*", "nobody"];
  const text = `${bytes(engine)}${JSON.stringify(asked)}`;
  const known = all
    .filter((id) => id !== "*" && text.includes(`{"type":${JSON.stringify(type)},"id":${JSON.stringify(id)}`))
    .sort();
  return { known, strange: all.filter((id) => !known.includes(id)) };
}

describe.each(Object.entries(crossings))("%s", (_, text) => {
  const policy = policyOf([text]);
  const drawn = bounded(policy);
  const subjects = policy.types.filter(({ subject }) => subject).map(({ wire }) => wire);
  const resources = policy.types.filter(({ resource }) => resource !== undefined).map(({ wire }) => wire);

  test("searches find what checks allow", () => {
    fc.assert(
      fc.property(drawn, ({ facts, requests }) => {
        const engine = engineFor(policy, facts);
        for (const { subject, action, resource, context } of requests) {
          for (const type of subjects) {
            const asks = (id: string): boolean => engine.allows({ subject: { type, id }, action, resource, context });
            const found = engine.search.subjects({ type, action, resource, context });
            const { known, strange } = candidates(type, engine, { resource });
            expect(found.results.every(({ id }) => asks(id))).toBe(true);
            for (const id of known)
              expect({ type, id, found: ids(found).includes(id) }).toEqual({ type, id, found: asks(id) });
            if (found.complete)
              for (const id of strange)
                expect({ type, id, allowed: asks(id) && !ids(found).includes(id) }).toEqual({
                  type,
                  id,
                  allowed: false,
                });
          }
          for (const type of resources) {
            const asks = (id: string): boolean => engine.allows({ subject, action, resource: { type, id }, context });
            const found = engine.search.resources({ type, action, subject, context });
            const { known, strange } = candidates(type, engine, { subject });
            expect(found.results.every(({ id }) => asks(id))).toBe(true);
            for (const id of known)
              expect({ type, id, found: ids(found).includes(id) }).toEqual({ type, id, found: asks(id) });
            if (found.complete)
              for (const id of strange)
                expect({ type, id, allowed: asks(id) && !ids(found).includes(id) }).toEqual({
                  type,
                  id,
                  allowed: false,
                });
          }
        }
      }),
      { numRuns },
    );
  });

  test("facts that are loaded as they are needed decide as facts that are all there", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ facts, requests }) => {
        const engine = compile(policy);
        const whole = engineFor(policy, facts);
        const load = (needs: Needs): FactsData => fetch(facts, needs);
        for (const request of requests)
          expect(await engine.checkAsync(request, { load, explain: true })).toEqual(
            whole.check(request, { explain: true }),
          );
      }),
      { numRuns },
    );
  });

  test("facts that have changed are facts that were loaded so, and a change is refused when it gives roles that exclude one another", () => {
    fc.assert(
      fc.property(fc.tuple(drawn, drawn), picks, ([{ facts, requests }, other], chosen) => {
        const engine = compile(policy, { facts: factsOf(policy, facts), clock });
        const mirror: FactsChange[] = [];
        engine.facts.onChange((batch) => void mirror.push(...batch));
        let state: Facts = facts;
        for (const batch of batches(chosen, facts, other.facts)) {
          const next = batch.reduce(naively, state);
          const had = violations(policy, withPeople(batch, state));
          const added = [...violations(policy, next)].filter((each) => !had.has(each));
          const accepted = attempt(engine, batch);
          expect({ batch, accepted, added }).toEqual({ batch, accepted: added.length === 0, added });
          if (accepted) state = next;
        }
        const fresh = compile(policy, { facts: factsOf(policy, state), clock });
        expect(bytes(engine)).toBe(bytes(fresh));
        expect(bytes(compile(policy, { facts: factsOf(policy, mirror.reduce(naively, facts)), clock }))).toBe(
          bytes(fresh),
        );
        for (const request of requests)
          expect(engine.check(request, { explain: true })).toEqual(fresh.check(request, { explain: true }));
      }),
      { numRuns },
    );
  });
});

const picks = fc.array(fc.array(fc.tuple(fc.nat(1000), fc.nat(5)), { minLength: 1, maxLength: 3 }), { maxLength: 10 });

function batches(
  chosen: readonly (readonly (readonly [number, number])[])[],
  start: Facts,
  other: Facts,
): readonly (readonly FactsChange[])[] {
  return chosen.map((batch) =>
    batch.flatMap(([pick, kind]): readonly FactsChange[] => {
      const source = pick % 2 === 0 ? start : other;
      const entity = source.entities[pick % Math.max(1, source.entities.length)];
      const assignment = source.assignments[pick % Math.max(1, source.assignments.length)];
      if (kind === 0) return entity === undefined ? [] : [{ delete: { type: entity.type, id: entity.id } }];
      if (kind < 3)
        return entity === undefined ? [] : [{ put: entity as Extract<FactsChange, { put: unknown }>["put"] }];
      return assignment === undefined ? [] : [kind === 3 ? { revoke: assignment } : { assign: assignment }];
    }),
  );
}

/** Whoever is first described by a change has had already what everyone of the type has. */
function withPeople(batch: readonly FactsChange[], state: Facts): Facts {
  const known = new Set(state.entities.map(({ type, id }) => `${type} ${id}`));
  const added = batch.flatMap((change) => ("put" in change && change.put.parent === undefined ? [change.put] : []));
  const unknown = new Map(added.map(({ type, id }) => [`${type} ${id}`, { type, id }]));
  for (const key of known) unknown.delete(key);
  return { ...state, entities: [...state.entities, ...unknown.values()] };
}

/** The state as a reader of section "Facts" would keep it: two lists. */
function naively(state: Facts, change: FactsChange): Facts {
  if ("put" in change || "delete" in change) {
    const ref = "put" in change ? change.put : change.delete;
    const entities = state.entities.filter(({ type, id }) => type !== ref.type || id !== ref.id);
    return { ...state, entities: "put" in change ? [...entities, change.put as (typeof entities)[number]] : entities };
  }
  if ("assign" in change) return { ...state, assignments: [...state.assignments, change.assign] };
  const revoked = keyOf(change.revoke);
  return { ...state, assignments: state.assignments.filter((each) => keyOf(each) !== revoked) };
}

function keyOf({ subject, role, resource }: AssignmentData): string {
  return JSON.stringify([subject.type, subject.id, subject.role, role, resource?.type, resource?.id]);
}

function attempt(engine: Engine, batch: readonly FactsChange[]): boolean {
  try {
    engine.facts.apply(batch);
    return true;
  } catch (error) {
    if (error instanceof FactsError) return false;
    throw error;
  }
}

function factsOf(policy: Policy, data: Facts) {
  const { facts, diagnostics } = parseFacts(policy, data, { clock });
  if (facts === undefined) throw new Error(JSON.stringify(diagnostics));
  return facts;
}

/** Who holds too much, where and when. */
function violations(policy: Policy, data: Facts): ReadonlySet<string> {
  const begun = { ...data, assignments: data.assignments.filter(({ notBefore }) => notBefore !== later) };
  return new Set([...excesses(policy, begun, now), ...excesses(policy, data, later)]);
}

function excesses(policy: Policy, data: Facts, time: string): readonly string[] {
  const { diagnostics } = parseFacts(policy, data, { clock: () => new Date(time) });
  return diagnostics.flatMap(({ message }) => {
    const roles = Array.from(message.matchAll(/`(\w+)`/g), ([, role = ""]) => role);
    const who = message.replace(/ holds .*`( of .*)?, which .*$/, "$1");
    return policy.exclusives
      .filter(({ roles: all, atMost }) => roles.length > atMost && roles.every((role) => all.includes(role)))
      .map(({ roles: all }) => JSON.stringify([time, who, all]));
  });
}
