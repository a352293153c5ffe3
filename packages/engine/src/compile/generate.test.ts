import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { createGenerator } from "./generate.ts";

const odd = [
  "__proto__",
  "constructor",
  "toString",
  "length",
  "0",
  "-1",
  "4294967296",
  "",
  "\u2028",
  '"',
  "a\\",
  "\ud800",
];
const name = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: "binary", maxLength: 12 }));

test("the number of a name is its place among the names, and -1 of every other, however many there are", () => {
  const generator = createGenerator();
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 40 }), fc.array(name), (names, others) => {
      const numberOf = generator.number(names);
      for (const each of [...names, ...others, ...odd]) expect(numberOf(each)).toBe(names.indexOf(each));
    }),
  );
});
