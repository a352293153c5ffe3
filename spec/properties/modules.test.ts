/** Compiled modules, which hold only what their policy uses, decide as the engine does: of whole policies, and of one statement. */
import { expect, test } from "@jest/globals";
import { compileModule } from "@authz/compile";
import { compile, parseFacts, type Decision } from "@authz/engine";
import fc from "fast-check";
import type { PolicyDraft } from "./draft.ts";
import { fewerRuns, policyOf } from "./engines.ts";
import { anyRequests, facts, now } from "./facts.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

interface Module {
  check(request: unknown, options: object): Decision;
  withFacts(facts: unknown): { allows(request: unknown, options: object): boolean };
}

const clock = (): Date => new Date(now);

/** Few features at a time: one statement, and perhaps neither scopes nor separation nor conditions of roles. */
const narrow: fc.Arbitrary<PolicyDraft> = fc
  .tuple(policies(), fc.nat(1000), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([draft, pick, isScoped, isSeparated, isGuarded]) => ({
    ...draft,
    fixed: isScoped ? draft.fixed : draft.fixed.filter((text) => !text.startsWith("scope ")),
    exclusives: isSeparated ? draft.exclusives : [],
    roles: isGuarded ? draft.roles : draft.roles.map((role) => ({ ...role, guards: [] })),
    statements: draft.statements.slice(pick % draft.statements.length).slice(0, 1),
  }));

const runs = fc.oneof(policies(), narrow, narrow).chain((draft) =>
  fc.record({
    draft: fc.constant(draft),
    data: facts(draft),
    requests: fc.array(anyRequests(), { minLength: 60, maxLength: 60 }),
  }),
);

test("modules and the engine say the same", async () => {
  let granted = 0;
  await fc.assert(
    fc.asyncProperty(runs, async ({ draft, data, requests }) => {
      const policy = policyOf([renderPolicy(draft)]);
      const { code } = await compileModule(policy);
      const module = (await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`)) as Module;
      const { facts: checked } = parseFacts(policy, data);
      if (checked === undefined) throw new Error("generated facts fit");
      const engine = compile(policy, { facts: checked, clock });
      const once = module.withFacts(data);
      for (const request of requests) {
        const wanted = engine.check(request);
        if (wanted.decision) granted++;
        expect(module.check(request, { facts: data, clock })).toEqual(wanted);
        expect(once.allows(request, { clock })).toBe(wanted.decision);
      }
    }),
    { numRuns: fewerRuns },
  );
  expect(granted).toBeGreaterThan(fewerRuns);
}, 300_000);
