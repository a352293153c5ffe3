import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { engineOf, numRuns, without } from "./engines.ts";
import { anyRequests, cases, facts } from "./facts.ts";
import { extraStatement, policies } from "./policies.ts";

const everyCase = cases(policies());

test("default deny: without an allow nothing is allowed", () => {
  const policiesWithoutAllow = policies().map((draft) => ({
    ...draft,
    statements: draft.statements.filter(({ effect }) => effect !== "allow"),
  }));
  const withFacts = policiesWithoutAllow.chain((policy) => fc.tuple(fc.constant(policy), facts(policy), anyRequests()));
  fc.assert(
    fc.property(withFacts, ([policy, data, request]) => {
      const { decision, code } = engineOf(policy, data).check(request);
      expect(decision).toBe(false);
      expect(["no_grant", "denied_by_rule", "invalid_request"]).toContain(code);
    }),
    { numRuns },
  );
});

test("deny trumps allow: what a deny covers is denied whatever is allowed", () => {
  const everything = { label: "everything", effect: "allow" as const, text: "allow anyone to * on *" };
  fc.assert(
    fc.property(everyCase, ({ policy, facts: data, request }) => {
      if (engineOf(policy, data).check(request).code !== "denied_by_rule") return;
      const generous = { ...policy, statements: [...policy.statements, everything] };
      expect(engineOf(generous, data).check(request).code).toBe("denied_by_rule");
    }),
    { numRuns },
  );
});

test("what is granted is granted by the rules that are named: without them it is not", () => {
  fc.assert(
    fc.property(everyCase, ({ policy, facts: data, request }) => {
      const { decision, rules } = engineOf(policy, data).check(request);
      if (!decision) return;
      expect(rules.map(({ effect }) => effect)).toContain("allow");
      const named = new Set(rules.map(({ id }) => id));
      expect(engineOf(without(policy, named), data).allows(request)).toBe(false);
    }),
    { numRuns },
  );
});

test("what is denied by rule is denied by the rules that are named: without them it is not", () => {
  fc.assert(
    fc.property(everyCase, ({ policy, facts: data, request }) => {
      const { code, rules } = engineOf(policy, data).check(request);
      if (code !== "denied_by_rule") return;
      const named = new Set(rules.map(({ id }) => id));
      expect(named.size).toBeGreaterThan(0);
      expect(engineOf(without(policy, named), data).check(request).code).not.toBe("denied_by_rule");
    }),
    { numRuns },
  );
});

test("adding an allow never removes access", () => {
  fc.assert(
    fc.property(everyCase, extraStatement("allow"), ({ policy, facts: data, request }, extra) => {
      const before = engineOf(policy, data).allows(request);
      const after = engineOf({ ...policy, statements: [...policy.statements, extra] }, data).allows(request);
      expect(before && !after).toBe(false);
    }),
    { numRuns },
  );
});

test("adding a deny never adds access", () => {
  fc.assert(
    fc.property(everyCase, extraStatement("deny"), ({ policy, facts: data, request }, extra) => {
      const before = engineOf(policy, data).allows(request);
      const after = engineOf({ ...policy, statements: [...policy.statements, extra] }, data).allows(request);
      expect(after && !before).toBe(false);
    }),
    { numRuns },
  );
});

test("a valid request about complete facts never ends in an error", () => {
  fc.assert(
    fc.property(everyCase, ({ policy, facts: data, request }) => {
      expect(["error", "invalid_request"]).not.toContain(engineOf(policy, data).check(request).code);
    }),
    { numRuns },
  );
});
