import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { engineFor, engineOf, numRuns, policyOf } from "./engines.ts";
import { cases } from "./facts.ts";
import { policies } from "./policies.ts";
import { renderDeclarations, type Order } from "./render.ts";

/** Orders are drawn as keys to sort by, so that they shrink. */
const orders = fc.array(fc.nat(1000), { minLength: 8, maxLength: 24 }).map((keys): Order => (items) => {
  const keyed = items.map((item, position) => ({ item, key: keys[position % keys.length] ?? 0 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
});

test("the order of files, declarations and facts does not matter", () => {
  const splits = fc.array(fc.nat(3), { minLength: 5, maxLength: 20 });
  fc.assert(
    fc.property(cases(policies()), orders, splits, ({ policy, facts, request }, order, split) => {
      const files = ["", "", "", ""];
      renderDeclarations(policy, order).forEach((text, position) => {
        const file = split[position % split.length] ?? 0;
        files[file] = `${files[file] ?? ""}${text}\n`;
      });
      const shuffled = engineFor(policyOf(order(files)), {
        entities: order(facts.entities).map((entity) => ({
          ...entity,
          ...(entity.groups === undefined ? {} : { groups: order(entity.groups) }),
          ...(entity.parent === undefined ? {} : { parent: order(entity.parent) }),
        })),
        assignments: order(facts.assignments),
      });
      const [one, other] = [engineOf(policy, facts).check(request), shuffled.check(request)];
      expect(other.policy).toBe(one.policy);
      expect(other.code).toBe(one.code);
      expect(other.challenge).toEqual(one.challenge);
      expect(other.message).toBe(one.message);
      expect(other.rules.map(({ id }) => id)).toEqual(one.rules.map(({ id }) => id));
    }),
    { numRuns },
  );
});
