import { expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, FactsError, parseFacts, type Engine, type FactsChange, type Policy } from "@authz/engine";
import fc from "fast-check";
import type { AssignmentDraft, FactsDraft, PolicyDraft, RequestDraft } from "./draft.ts";
import { engineFor, fewerRuns, numRuns, policyOf } from "./engines.ts";
import { facts, requests, now } from "./facts.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

interface Run {
  readonly draft: PolicyDraft;
  readonly policy: Policy;
  readonly start: FactsDraft;
  readonly changes: readonly FactsChange[];
  readonly questions: readonly RequestDraft[];
}

/** Facts, and changes that put, delete, assign and revoke what these and other facts hold. */
const runs: fc.Arbitrary<Run> = policies().chain((draft) =>
  fc
    .record({
      draft: fc.constant(draft),
      start: facts(draft),
      other: facts(draft),
      picks: fc.array(fc.tuple(fc.nat(1000), fc.nat(5)), { maxLength: 30 }),
      questions: fc.array(requests(), { minLength: 3, maxLength: 3 }),
    })
    .map(({ start, other, picks, ...rest }) => ({
      ...rest,
      start,
      policy: policyOf([renderPolicy(draft)]),
      changes: picks.map(([pick, kind]) => changeOf(pick, kind, start, other)),
    })),
);

function changeOf(pick: number, kind: number, start: FactsDraft, other: FactsDraft): FactsChange {
  const source = pick % 2 === 0 ? start : other;
  const entity = source.entities[pick % source.entities.length];
  const assignment = source.assignments[pick % Math.max(1, source.assignments.length)];
  if (entity === undefined) throw new Error("facts hold no entity");
  if (kind === 0) return { delete: { type: entity.type, id: entity.id } };
  if (kind === 1 || assignment === undefined) return { put: entity } as FactsChange;
  return kind === 2 ? { revoke: assignment } : { assign: assignment };
}

/** The state as a reader of section "Facts" would keep it: two lists. */
function naively(state: FactsDraft, change: FactsChange): FactsDraft {
  if ("put" in change || "delete" in change) {
    const ref = "put" in change ? change.put : change.delete;
    const entities = state.entities.filter(({ type, id }) => type !== ref.type || id !== ref.id);
    return { ...state, entities: "put" in change ? [...entities, change.put as (typeof entities)[number]] : entities };
  }
  if ("assign" in change) return { ...state, assignments: [...state.assignments, change.assign] };
  const revoked = keyOf(change.revoke);
  return { ...state, assignments: state.assignments.filter((each) => keyOf(each) !== revoked) };
}

function keyOf({ subject, role, resource }: AssignmentDraft): string {
  return JSON.stringify([subject.type, subject.id, subject.role, role, resource?.type, resource?.id]);
}

/** Two-thirds of generated policies have sets that exclude; those refuse some changes. */
function attempt(engine: Engine, change: FactsChange): boolean {
  try {
    engine.facts.apply([change]);
    return true;
  } catch (error) {
    if (error instanceof FactsError) return false;
    throw error;
  }
}

const bytes = (engine: Engine): string => Array.from(engine.facts.jsonLines()).join("");

function readLines(text: string): FactsDraft {
  const lines = text.split("\n").filter((line) => line !== "");
  const items = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    entities: items.filter((item) => !("role" in item)) as unknown as FactsDraft["entities"],
    assignments: items.filter((item) => "role" in item) as unknown as FactsDraft["assignments"],
  };
}

/** Which sets are violated by whom and where, as the messages say; more or fewer roles of a set too many are the same violation. */
function violations({ draft, policy }: Run, data: FactsDraft): ReadonlySet<string> {
  const { diagnostics } = parseFacts(policy, data, { clock: () => new Date(now) });
  const keys = diagnostics.flatMap(({ message }) => {
    const roles = Array.from(message.matchAll(/`(\w+)`/g), ([, role = ""]) => role);
    const [who, where] = message.replace(/^(.*) holds .*`( of .*)?, which .*$/, "$1\n$2").split("\n");
    return draft.exclusives
      .filter((text) => !text.startsWith("exclusive active") && roles.every((role) => text.includes(role)))
      .filter((text) => roles.length > (text.endsWith("at most 2") ? 2 : 1))
      .map((text) => JSON.stringify([text, who, where]));
  });
  return new Set(keys);
}

test("facts that have changed are facts that were loaded so: in bytes, decisions and searches", () => {
  fc.assert(
    fc.property(runs, ({ policy, start, changes, questions }) => {
      const engine = engineFor(policy, start);
      let state = start;
      for (const change of changes) if (attempt(engine, change)) state = naively(state, change);
      const fresh = engineFor(policy, state);
      expect(bytes(engine)).toBe(bytes(fresh));
      for (const question of questions) {
        const { subject, action, resource, context } = question;
        expect(engine.check(question, { explain: true })).toEqual(fresh.check(question, { explain: true }));
        const search = { subject, action, type: resource.type, context };
        expect(engine.search.resources(search)).toEqual(fresh.search.resources(search));
      }
    }),
    { numRuns },
  );
});

test("writing facts and loading them again is the identity", () => {
  fc.assert(
    fc.property(runs, ({ policy, start }) => {
      const written = bytes(engineFor(policy, start));
      expect(bytes(engineFor(policy, readLines(written)))).toBe(written);
    }),
    { numRuns },
  );
});

test("a change is refused when, and only when, it newly gives somebody roles that exclude one another", () => {
  fc.assert(
    fc.property(runs, (run) => {
      const { policy, start, changes } = run;
      const options = { facts: parseFacts(policy, start).facts, clock: () => new Date(now) };
      if (options.facts === undefined) throw new Error("generated facts fit");
      const engine = compile(policy, { ...options, facts: options.facts });
      let state = start;
      for (const change of changes) {
        const before = violations(run, state);
        const next = naively(state, change);
        const added = [...violations(run, next)].filter((message) => !before.has(message));
        const accepted = attempt(engine, change);
        expect({ change, accepted }).toEqual({ change, accepted: added.length === 0 });
        if (accepted) state = next;
      }
    }),
    { numRuns: fewerRuns },
  );
});

test("a batch of changes is made whole, or not at all", () => {
  fc.assert(
    fc.property(runs, ({ policy, start, changes }) => {
      const engine = engineFor(policy, start);
      const told: FactsChange[] = [];
      engine.facts.onChange((batch) => void told.push(...batch));
      const before = bytes(engine);
      const bad = { assign: { subject: { type: "User", id: "u0" }, role: "no such role" } };
      expect(() => engine.facts.apply([...changes, bad])).toThrow(FactsError);
      expect(bytes(engine)).toBe(before);
      try {
        engine.facts.apply(changes);
      } catch {
        expect(bytes(engine)).toBe(before);
        expect(told).toEqual([]);
        return;
      }
      const after = changes.reduce(naively, start);
      expect(bytes(engine)).toBe(bytes(engineFor(policy, after)));
      const replayed = engineFor(policy, told.reduce(naively, start));
      expect(bytes(replayed)).toBe(bytes(engine));
    }),
    { numRuns: fewerRuns },
  );
});

test("an engine whose policy was replaced decides as a new one", () => {
  fc.assert(
    fc.property(runs, policies(), ({ policy, start, questions }, other) => {
      const next = policyOf([renderPolicy(other)]);
      const engine = engineFor(policy, start);
      const data = readLines(bytes(engine));
      const { facts: fitting } = parseFacts(next, data);
      if (fitting === undefined) {
        expect(() => engine.replace(next)).toThrow(FactsError);
        expect(engine.policy).toBe(policy);
        return;
      }
      engine.replace(next);
      const fresh = compile(next, { facts: fitting });
      expect(bytes(engine)).toBe(bytes(fresh));
      for (const question of questions) expect(engine.check(question)).toEqual(fresh.check(question));
    }),
    { numRuns: fewerRuns },
  );
});

test("ids never collide, whatever characters they hold", () => {
  const { policy } = parsePolicy([
    {
      name: "ids.authz",
      text: "subject User\ngroup Team of User, Team\nresource Doc in Doc {\n  role viewer for User, Team, Doc.viewer\n  action read\n  allow viewer to read\n}\n",
    },
  ]);
  if (policy === undefined) throw new Error("does not compile");
  const hostile = fc.constantFrom(
    "",
    "a",
    "a:b",
    "a\u0000b",
    "\u0000",
    "__proto__",
    "constructor",
    '"',
    "*x",
    "\ud800",
    " a",
    "A",
  );
  const id = fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 4 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(id, { minLength: 4, maxLength: 4 }),
      ([user = "", other = "", doc = "", second = ""]) => {
        const engine = compile(policy);
        const assigned = { subject: { type: "User", id: user }, role: "viewer", resource: { type: "Doc", id: doc } };
        if (user === "*") return;
        engine.facts.assign(assigned);
        engine.facts.assign({
          subject: { type: "Doc", id: doc, role: "viewer" },
          role: "viewer",
          resource: { type: "Doc", id: second },
        });
        for (const asks of [user, other])
          for (const place of [doc, second, other]) {
            const request = {
              subject: { type: "User", id: asks },
              action: { name: "read" },
              resource: { type: "Doc", id: place },
            };
            expect(engine.allows(request)).toBe(asks === user && place !== other);
          }
        expect(engine.facts.revoke(assigned)).toBe(1);
        expect(
          engine.allows({
            subject: { type: "User", id: user },
            action: { name: "read" },
            resource: { type: "Doc", id: second },
          }),
        ).toBe(false);
        expect(
          engine.search.subjects({ type: "User", action: "read", resource: { type: "Doc", id: second } }).results,
        ).toEqual([]);
      },
    ),
    { numRuns },
  );
});
