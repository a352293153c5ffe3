import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FactsDraft, Properties } from "./draft.ts";
import { engineOf, numRuns } from "./engines.ts";
import { cases, facts, places, requests, requiredOfResources, requiredOfSubjects, subjects } from "./facts.ts";
import { applicationRoles } from "./people.ts";
import { policies, scopes } from "./policies.ts";

const everyCase = cases(policies());

test("fewer scopes never allow more", () => {
  const names = fc.subarray([...scopes, "unknown"]);
  const fewer = names.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all)));
  fc.assert(
    fc.property(everyCase, fewer, ({ policy, facts: data, request }, [all, some]) => {
      const engine = engineOf(policy, data);
      const asked = (scope: readonly string[]) => {
        const token = { ...(request.context["token"] as Properties | undefined), scope: scope.join(" ") };
        return engine.allows({ ...request, context: { ...request.context, token } });
      };
      expect(asked(some) && !asked(all)).toBe(false);
    }),
    { numRuns },
  );
});

test("a token never allows what a session without a token may not, assurance apart", () => {
  fc.assert(
    fc.property(everyCase, fc.subarray([...scopes]), ({ policy, facts: data, request }, names) => {
      const engine = engineOf(policy, data);
      const asked = (scope: Properties) =>
        engine.allows({ ...request, context: { ...request.context, token: { amr: ["mfa"], acr: "phr", ...scope } } });
      expect(asked({ scope: names.join(" ") }) && !asked({})).toBe(false);
    }),
    { numRuns },
  );
});

test("taking away a required attribute never turns a deny into an allow", () => {
  const lost = fc.oneof(
    fc.tuple(fc.constantFrom(...places), fc.constantFrom(...requiredOfResources)),
    fc.tuple(fc.constantFrom(...subjects), fc.constantFrom(...requiredOfSubjects)),
  );
  fc.assert(
    fc.property(everyCase, fc.array(lost, { minLength: 1, maxLength: 6 }), (one, attributes) => {
      const before = engineOf(one.policy, one.facts).allows(one.request);
      const after = engineOf(one.policy, withoutAttributes(one.facts, attributes)).allows(one.request);
      expect(after && !before).toBe(false);
    }),
    { numRuns },
  );
});

function withoutAttributes(
  { entities, assignments }: FactsDraft,
  lost: readonly (readonly [{ readonly type: string; readonly id: string }, string])[],
): FactsDraft {
  const kept = entities.map((entity) => {
    const names = new Set(
      lost.filter(([ref]) => ref.type === entity.type && ref.id === entity.id).map(([, name]) => name),
    );
    if (entity.properties === undefined) return entity;
    const properties = Object.entries(entity.properties).filter(([name]) => !names.has(name));
    return { ...entity, properties: Object.fromEntries(properties) };
  });
  return { entities: kept, assignments };
}

test("a role that is in conflict or not active never escapes a deny", () => {
  const active = fc.subarray([...applicationRoles]);
  fc.assert(
    fc.property(everyCase, active, ({ policy, facts: data, request }, roles) => {
      const { active_roles: _, ...context } = request.context;
      const free = engineOf({ ...policy, exclusives: [] }, data).check({ ...request, context });
      const bound = { ...request, context: { ...context, active_roles: roles } };
      const restricted = engineOf(policy, data).check(bound);
      expect(restricted.code === "denied_by_rule").toBe(free.code === "denied_by_rule");
      expect(restricted.decision && !free.decision).toBe(false);
    }),
    { numRuns },
  );
});

test("who holds a role is denied what the role is denied, in conflict and not active", () => {
  const exclusives = ["exclusive employee, auditor, manager", "exclusive active employee, auditor"];
  const role = fc.constantFrom("employee", "auditor", "manager");
  const withFacts = policies().chain((policy) => fc.tuple(fc.constant(policy), facts(policy), requests()));
  fc.assert(
    fc.property(withFacts, role, ([policy, data, request], denied) => {
      const deny = { label: "extra", effect: "deny" as const, text: `deny ${denied} to * on *` };
      const draft = { ...policy, exclusives, statements: [...policy.statements, deny] };
      const { type, id } = request.subject;
      const subject = { type, id };
      const held = applicationRoles.map((each) => ({ subject, role: each }));
      const admitted = held.filter((each) => each.role !== "trusted");
      const engine = engineOf(draft, { ...data, assignments: [...data.assignments, ...admitted] });
      const { code } = engine.check({ ...request, context: { ...request.context, active_roles: [] } });
      expect(code).toBe("denied_by_rule");
    }),
    { numRuns },
  );
});
