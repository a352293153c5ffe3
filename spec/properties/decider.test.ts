/** What `authz compile` puts into modules decides as the engine does, whatever the policy, the facts and the requests. */
import { expect, test } from "@jest/globals";
import { compile, parseFacts } from "@authz/engine";
import { createDecider } from "@authz/engine/core";
import fc from "fast-check";
import { fewerRuns, policyOf } from "./engines.ts";
import { anyRequests, facts, now } from "./facts.ts";
import { mutated } from "./mutations.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

const clock = (): Date => new Date(now);
const values = [null, true, 0, -1, "", "*", "surplus", "2027-01-01T00:00:00Z", [], {}, { type: "User", id: "*" }];

const runs = policies().chain((policy) =>
  fc.record({
    draft: fc.constant(policy),
    sets: fc.array(fc.oneof(facts(policy), mutated(facts(policy), values)), { minLength: 10, maxLength: 10 }),
    requests: fc.array(anyRequests(), { minLength: 10, maxLength: 10 }),
  }),
);

test("decisions are the same, and the same facts are refused", () => {
  let [refused, granted, compared] = [0, 0, 0];
  fc.assert(
    fc.property(runs, ({ draft, sets, requests }) => {
      const policy = policyOf([renderPolicy(draft)]);
      const decider = createDecider(policy);
      for (const data of sets) {
        const { facts: checked } = parseFacts(policy, data);
        const engine = checked && compile(policy, { facts: checked, clock });
        if (engine === undefined) refused++;
        for (const request of engine === undefined ? requests.slice(0, 1) : requests) {
          const found = decider.check(request, { facts: data, clock });
          // What is no request says so, whatever the facts.
          const wanted = engine?.check(request) ?? compile(policy, { clock }).check(request, { facts: data as object });
          compared++;
          if (found.decision) granted++;
          if (engine === undefined) expect([found.decision, found.code]).toEqual([wanted.decision, wanted.code]);
          else expect(found).toEqual(wanted);
          expect(decider.allows(request, { facts: data, clock })).toBe(wanted.decision);
        }
      }
    }),
    { numRuns: fewerRuns },
  );
  expect([refused > fewerRuns, granted > fewerRuns, compared > fewerRuns * 50]).toEqual([true, true, true]);
}, 300_000);
