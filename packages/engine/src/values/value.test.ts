import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { parseAddress } from "@authz/model";
import { anonymous, createSet, kindOf, sameValue, setHas, type Value } from "./value.ts";

/** As the language says it. */
function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined || kindOf(left) !== kindOf(right)) return false;
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  if (left.kind === "anonymous") return false;
  if (left.kind === "set" && right.kind === "set") {
    const [one, other] = [left.items, right.items];
    return one.length === other.length && one.every((item) => other.some((each) => same(item, each)));
  }
  if (left.kind === "record" && right.kind === "record") {
    const [one, other] = [left.members, right.members];
    return one.size === other.size && [...one].every(([name, value]) => same(value, other.get(name)));
  }
  const plain = (value: object): string =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  return plain({ ...left, kind: 0 }) === plain({ ...right, kind: 0 });
}

const texts = ["", "a", "b", "number 1", "1", '["a"]', "a,b", "\u0000", "\ud800", "true", "time 1"];
const text = fc.constantFrom(...texts);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    text,
    fc.constantFrom<Value>(0, -0, 1, 1.5, true, false, anonymous),
    fc.integer({ min: -1, max: 1 }).map((at): Value => ({ kind: "time", at })),
    fc.integer({ min: -1, max: 1 }).map((length): Value => ({ kind: "duration", length })),
    fc
      .constantFrom("10.0.0.1", "10.0.0.0/8", "::1", "::ffff:10.0.0.1")
      .map((address) => parseAddress(address) as Value),
    fc.record({ kind: fc.constant("entity" as const), type: fc.constantFrom("User", "Team"), id: text }),
    fc.array(tie("value"), { maxLength: 30 }).map(createSet),
    fc
      .uniqueArray(fc.tuple(text, fc.option(tie("value"), { nil: undefined, freq: 9 })), {
        selector: ([name]) => name,
        maxLength: 4,
      })
      .map((members): Value => ({ kind: "record", members: new Map(members) })),
  ),
}));

test("two values are the same exactly when the language says so, however they are nested and in whatever order", () => {
  const shuffled = (of: Value): fc.Arbitrary<Value> =>
    typeof of === "object" && of.kind === "set"
      ? fc.shuffledSubarray([...of.items], { minLength: of.items.length }).map((items) => ({ kind: "set", items }))
      : fc.constant(of);
  const pair = value.chain((left) => fc.tuple(fc.constant(left), fc.oneof(value, shuffled(left))));
  fc.assert(
    fc.property(pair, ([left, right]) => {
      expect(sameValue(left, right)).toBe(same(left, right));
      expect(sameValue(left, left)).toBe(same(left, left));
    }),
    { numRuns: 2000 },
  );
});

test("a set holds each value once, and what it holds is what it was made of", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), value, (items, other) => {
      const set = createSet(items);
      const first = items.filter((item, at) => !items.slice(0, at).some((before) => same(before, item)));
      expect(set.items).toHaveLength(first.length);
      expect(set.items.every((item, at) => item === first[at] || same(item, first[at]))).toBe(true);
      for (const item of [...items, other]) expect(setHas(set, item)).toBe(items.some((each) => same(each, item)));
    }),
    { numRuns: 500 },
  );
});

test("two large sets are compared in as many steps as they have items", () => {
  let reads = 0;
  const records = Array.from({ length: 2000 }, (_, at): Value => {
    const members = new Map<string, Value>([["at", at]]);
    return {
      kind: "record",
      get members() {
        reads++;
        return members;
      },
    };
  });
  const one = createSet(records);
  const other = createSet(records.toReversed());
  expect(sameValue(one, other)).toBe(true);
  expect(one.items.every((item) => setHas(other, item))).toBe(true);
  expect(reads).toBeLessThan(30 * records.length);
});
