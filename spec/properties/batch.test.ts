import { expect, test } from "@jest/globals";
import { evaluateBody, toAuthzen, type AuthzenDecision } from "@authz/engine";
import fc from "fast-check";
import type { RequestDraft } from "./draft.ts";
import { engineOf, numRuns } from "./engines.ts";
import { anyRequests, facts, requests } from "./facts.ts";
import { policies } from "./policies.ts";

const engineAnd = <T>(asked: fc.Arbitrary<T>) =>
  policies().chain((policy) =>
    fc.tuple(
      facts(policy).map((data) => ({ policy, data })),
      fc.array(asked, { minLength: 1, maxLength: 6 }),
    ),
  );

test("checkAll answers as check does, one by one, and so does allows", () => {
  fc.assert(
    fc.property(engineAnd(anyRequests()), ([{ policy, data }, asked]) => {
      const engine = engineOf(policy, data);
      const single = asked.map((request) => engine.check(request));
      expect(engine.checkAll(asked)).toEqual(single);
      expect(asked.map((request) => engine.allows(request))).toEqual(single.map(({ decision }) => decision));
    }),
    { numRuns },
  );
});

test("an explanation changes nothing of the decision", () => {
  fc.assert(
    fc.property(engineAnd(anyRequests()), ([{ policy, data }, asked]) => {
      const engine = engineOf(policy, data);
      for (const request of asked) {
        const { explanation, ...decision } = engine.check(request, { explain: true });
        expect(explanation?.summary).toEqual(expect.any(String));
        expect(decision).toEqual(engine.check(request));
      }
    }),
    { numRuns },
  );
});

/** Items without the members that they share with the first, which stand at the top level. */
function sharing([first, ...others]: readonly RequestDraft[], shared: readonly (keyof RequestDraft)[]) {
  if (first === undefined) return { top: {}, items: [], whole: [] };
  const top = Object.fromEntries(shared.map((name) => [name, first[name]]));
  const items = [first, ...others].map((request, position) =>
    Object.fromEntries(Object.entries(request).filter(([name]) => position > 1 || !(name in top))),
  );
  return { top, items, whole: items.map((item) => ({ ...top, ...item })) };
}

test("a body with many evaluations is answered as each of them would be, up to where its semantic stops", () => {
  const shared = fc.subarray<keyof RequestDraft>(["subject", "action", "resource", "context"]);
  const semantic = fc.constantFrom("execute_all", "deny_on_first_deny", "permit_on_first_permit");
  fc.assert(
    fc.property(engineAnd(requests()), shared, semantic, ([{ policy, data }, asked], names, evaluations_semantic) => {
      const engine = engineOf(policy, data);
      const { top, items, whole } = sharing(asked, names);
      const body = { ...top, evaluations: items, options: { evaluations_semantic } };
      const single = whole.map((request) => toAuthzen(engine.check(request)));
      const last = single.findIndex(({ decision }) => stops(decision, evaluations_semantic));
      const expected: readonly AuthzenDecision[] = last < 0 ? single : single.slice(0, last + 1);
      expect(evaluateBody(engine, body)).toEqual({ response: { evaluations: expected } });
    }),
    { numRuns },
  );
});

function stops(decision: boolean, semantic: string): boolean {
  return semantic === "deny_on_first_deny" ? !decision : semantic === "permit_on_first_permit" && decision;
}

test("a body with one evaluation is answered as the check of it", () => {
  fc.assert(
    fc.property(engineAnd(requests()), ([{ policy, data }, asked]) => {
      const engine = engineOf(policy, data);
      for (const request of asked) {
        expect(evaluateBody(engine, request)).toEqual({ response: toAuthzen(engine.check(request)) });
      }
    }),
    { numRuns },
  );
});
