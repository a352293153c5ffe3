/** Generated code answers as the interpreter does, whatever the policy, the facts, their changes and the requests. */
import { expect, test } from "@jest/globals";
import { compile, FactsError, parseFacts, type Engine, type FactsChange, type Policy } from "@authz/engine";
import fc from "fast-check";
import type { FactsDraft, PeopleDraft, PolicyDraft, RequestDraft, RoleDraft } from "./draft.ts";
import { numRuns, policyOf } from "./engines.ts";
import { facts, now, requests } from "./facts.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

interface Run {
  readonly policy: Policy;
  readonly start: FactsDraft;
  readonly changes: readonly FactsChange[];
  readonly questions: readonly RequestDraft[];
}

/** Mostly requests that generated code decides; one in four says what is left to the interpreter. */
const questions: fc.Arbitrary<RequestDraft> = fc
  .tuple(requests(), fc.nat(11), fc.constantFrom("", "anonymous", "x".repeat(3), "unheard of"))
  .map(([request, kind, other]): RequestDraft => {
    const { active_roles: _, ...context } = request.context;
    const { groups: __, ...ofSubject } = request.subject.properties ?? {};
    const { parent: ___, ...ofResource } = request.resource.properties ?? {};
    const plain = {
      ...request,
      subject: { ...request.subject, properties: ofSubject },
      resource: { ...request.resource, properties: ofResource },
      context,
    };
    if (kind < 3) return request;
    if (kind < 5) return { ...plain, resource: { ...request.resource, properties: {} }, context: {} };
    if (kind === 5) return { ...plain, subject: { type: "anonymous", id: "" } };
    if (kind === 6) return { ...plain, subject: { ...plain.subject, id: other } };
    if (kind === 7) return { ...plain, resource: { ...plain.resource, id: other } };
    return plain;
  });

/** The policies that generated code does best: no condition stands in what derives a role. */
const unconditional: fc.Arbitrary<PolicyDraft> = policies().map((draft) => ({
  ...draft,
  exclusives: [],
  roles: draft.roles.map(withoutConditions),
  resources: draft.resources.map((resource) => ({ ...resource, roles: resource.roles.map(withoutConditions) })),
}));

function withoutConditions(role: RoleDraft): RoleDraft {
  const { people, ...rest } = role;
  return { ...rest, guards: [], ...(people === undefined ? {} : { people: asUnion(people) }) };
}

function asUnion(people: PeopleDraft): PeopleDraft {
  if (people.kind === "path") return people;
  return people.kind === "but not"
    ? asUnion(people.left)
    : { kind: "or", left: asUnion(people.left), right: asUnion(people.right) };
}

function runsOf(drafts: fc.Arbitrary<PolicyDraft>): fc.Arbitrary<Run> {
  return drafts.chain((draft) =>
    fc
      .record({
        start: facts(draft),
        other: facts(draft),
        picks: fc.array(fc.tuple(fc.nat(1000), fc.nat(4)), { maxLength: 6 }),
        questions: fc.array(questions, { minLength: 30, maxLength: 30 }),
      })
      .map(({ start, other, picks, ...rest }) => ({
        ...rest,
        start,
        policy: policyOf([renderPolicy(draft)]),
        changes: picks.map(([pick, kind]) => changeOf(pick, kind, pick % 2 === 0 ? start : other)),
      })),
  );
}

function changeOf(pick: number, kind: number, { entities, assignments }: FactsDraft): FactsChange {
  const entity = entities[pick % entities.length];
  const assignment = assignments[pick % Math.max(1, assignments.length)];
  if (entity === undefined) throw new Error("facts hold no entity");
  if (kind === 0) return { delete: { type: entity.type, id: entity.id } };
  if (kind === 1 || assignment === undefined) return { put: entity } as FactsChange;
  return kind === 2 ? { revoke: assignment } : { assign: assignment };
}

function attempt(engine: Engine, change: FactsChange): void {
  try {
    engine.facts.apply([change]);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
  }
}

interface Tally {
  cases: number;
  compiled: number;
  granted: number;
}

/** Every question to both, and again after every change. */
function compare({ policy, start, changes, questions: asked }: Run, tally: Tally): void {
  const { facts: checked } = parseFacts(policy, start);
  if (checked === undefined) throw new Error("generated facts fit");
  const engine = compile(policy, { facts: checked, clock: () => new Date(now) });
  const ask = (): void => {
    for (const question of asked) {
      const before = engine.answered.compiled;
      const allowed = engine.allows(question);
      const { decision, code } = engine.check(question);
      if (allowed !== decision) expect({ question, code, allowed }).toEqual({ question, code, allowed: decision });
      tally.cases++;
      tally.compiled += engine.answered.compiled - before;
      tally.granted += Number(decision && engine.answered.compiled > before);
    }
  };
  ask();
  for (const change of changes) {
    attempt(engine, change);
    ask();
  }
}

test.each([
  ["whatever policies there are", policies(), 0.2],
  ["policies whose roles have no conditions", unconditional, 0.35],
])("generated code decides as the interpreter, %s, and much of what is asked", (_, drafts, share) => {
  const tally: Tally = { cases: 0, compiled: 0, granted: 0 };
  fc.assert(
    fc.property(runsOf(drafts), (run) => compare(run, tally)),
    { numRuns },
  );
  if (process.env["AUTHZ_RUNS"] !== undefined) console.log(tally);
  expect(tally.compiled / tally.cases).toBeGreaterThan(share);
  expect(tally.granted / tally.cases).toBeGreaterThan(0.03);
});
