/** Handles answer as requests do, whatever happens to policy and facts after they were made. */
import { expect, test } from "@jest/globals";
import { compile, FactsError, parseFacts, type Engine, type Permission, type SubjectHandle } from "@authz/engine";
import fc from "fast-check";
import { byRolesAlone, families, type Run, type Step } from "./compiled-runs.ts";
import { fewerRuns } from "./engines.ts";
import { now } from "./facts.ts";

const actions = ["read", "send", "update"];
const types = ["Folder", "Doc"];
const ids = ["f0", "d0", "nobody-knows"];

interface Held {
  readonly subject: unknown;
  readonly handle: SubjectHandle;
}

let everywhere = 0;
let allowed = 0;

test("what a handle may do it may do by a request, kept across changes of facts and policy", () => {
  for (const runs of [byRolesAlone, ...Object.values(families)])
    fc.assert(fc.property(runs, holdsThroughout), { numRuns: fewerRuns });
  expect(everywhere).toBeGreaterThan(100);
  expect(allowed).toBeGreaterThan(100);
}, 300_000);

function holdsThroughout({ policy, start, steps, questions }: Run): void {
  const { facts } = parseFacts(policy, start);
  if (facts === undefined) throw new Error("generated facts fit");
  const engine = compile(policy, { facts, clock: () => new Date(now) });
  const held = questions.slice(0, 6).map(({ subject }): Held => ({ subject, handle: engine.subject(subject) }));
  const permissions = types.flatMap((type) => actions.map((action) => engine.permission(type, action)));
  agree(engine, held, permissions);
  for (const step of steps) {
    take(engine, step);
    agree(engine, held, permissions);
  }
}

function agree(engine: Engine, held: readonly Held[], permissions: readonly Permission[]): void {
  for (const { subject, handle } of held)
    for (const permission of permissions) {
      const { type, action } = permission;
      const first = handle.can(permission);
      expect(handle.can(permission)).toBe(first);
      for (const id of ids) {
        const byRequest = engine.check({ subject, action: { name: action }, resource: { type, id } }).decision;
        expect(handle.can(permission, { id })).toBe(byRequest);
        if (permission.everywhere) expect(first).toBe(byRequest);
      }
      if (!permission.everywhere) expect(first).toBe(false);
      else everywhere++;
      if (first) allowed++;
    }
}

function take(engine: Engine, step: Step): void {
  try {
    if (step.kind === "policy") engine.replace(step.policy);
    else engine.facts.apply(step.changes);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
  }
}
