import { expect, test } from "@jest/globals";
import { parseAddress, parseDuration, parseTime } from "@authz/model";
import fc from "fast-check";
import { addressSchema, durationSchema, innerTimeSchema, timeSchema } from "./scalars.ts";
import type { JsonSchema } from "./json-schema.ts";

function fits(text: string, { pattern, not }: JsonSchema): boolean {
  if (pattern === undefined) throw new Error("no pattern");
  const refused = not?.pattern !== undefined && new RegExp(not.pattern, "u").test(text);
  return new RegExp(pattern, "u").test(text) && !refused;
}

/** A number of so many digits, also numbers that are none of the kind. */
const digits = (width: number, largest: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: largest }).map((value) => String(value).padStart(width, "0"));

const years = fc.oneof(digits(4, 9999), fc.constantFrom("0000", "1900", "2000", "2023", "2024", "2100", "9999"));
const zones = fc.oneof(
  fc.constantFrom("Z", "z", "", "+00:00", "-00:00"),
  fc
    .tuple(fc.constantFrom("+", "-"), digits(2, 25), digits(2, 61))
    .map(([sign, hour, minute]) => `${sign}${hour}:${minute}`),
);
const times = fc
  .tuple(
    years,
    digits(2, 13),
    digits(2, 32),
    fc.constantFrom("T", "t", " "),
    digits(2, 25),
    digits(2, 61),
    digits(2, 61),
  )
  .chain(([year, month, day, between, hour, minute, second]) =>
    fc
      .tuple(fc.constantFrom("", ".5", ".123456", "."), zones)
      .map(([fraction, zone]) => `${year}-${month}-${day}${between}${hour}:${minute}:${second}${fraction}${zone}`),
  );

const atTheEnds = /^(?:0000-01-01|9999-12-31)/;

test("the pattern of times takes exactly what is a time, but for the days at the ends", () => {
  fc.assert(
    fc.property(times, (text) => {
      if (!atTheEnds.test(text)) expect(fits(text, timeSchema)).toBe(parseTime(text) !== undefined);
    }),
    { numRuns: 5000 },
  );
});

test("at the ends of time, the wider schema takes every time, the narrower nothing but times", () => {
  const ends = fc
    .tuple(fc.constantFrom("0000-01-01T", "9999-12-31t"), digits(2, 24), digits(2, 60), zones)
    .map(([day, hour, minute, zone]) => `${day}${hour}:${minute}:30${zone}`);
  fc.assert(
    fc.property(ends, (text) => {
      const isTime = parseTime(text) !== undefined;
      if (isTime) expect(fits(text, timeSchema)).toBe(true);
      if (fits(text, innerTimeSchema)) expect(isTime).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("the 29th of February is there in leap years only", () => {
  const leaps = Array.from({ length: 10_000 }, (_, year) => `${String(year).padStart(4, "0")}-02-29T12:00:00Z`);
  expect(leaps.filter((text) => fits(text, timeSchema) !== (parseTime(text) !== undefined))).toEqual([]);
});

test("the pattern of durations takes exactly what can be counted", () => {
  const longest = [9_007_199_254_740, 150_119_987_579, 2_501_999_792, 104_249_991];
  const near = fc
    .tuple(fc.constantFrom(...longest), fc.integer({ min: -2, max: 2 }))
    .map(([at, by]) => String(at + by));
  const counts = fc.oneof(
    near,
    fc.bigInt({ min: 0n, max: 10n ** 17n }).map(String),
    fc.constantFrom("0", "00", "01", ""),
  );
  fc.assert(
    fc.property(counts, fc.constantFrom("s", "m", "h", "d", "ms", ""), (number, unit) => {
      expect(fits(number + unit, durationSchema)).toBe(parseDuration(number + unit) !== undefined);
    }),
    { numRuns: 5000 },
  );
});

test("the pattern of addresses takes exactly what is an address, and networks whatever their host bits", () => {
  const four = fc.oneof(fc.ipV4(), fc.constantFrom("1.2.3", "256.0.0.1", "01.2.3.4", "1.2.3.4.5"));
  const six = fc.oneof(
    fc.ipV6(),
    fc
      .array(fc.constantFrom("0", "ab", "1234", "", "12345", "g", "1.2.3.4"), { minLength: 2, maxLength: 9 })
      .map((all) => all.join(":")),
    fc.constantFrom("::", "1::", "::1", "1::2::3", ":1", "1:", "::ffff:1.2.3.4", "fe80::1%eth0"),
  );
  fc.assert(
    fc.property(fc.oneof(four, six), (text) => {
      expect(fits(text, addressSchema)).toBe(parseAddress(text) !== undefined);
    }),
    { numRuns: 10_000 },
  );
  fc.assert(
    fc.property(
      fc.oneof(four, six),
      fc.oneof(digits(1, 130), fc.constantFrom("", "01", "-1", "1/2")),
      (host, prefix) => {
        const network = `${host}/${prefix}`;
        if (parseAddress(network) !== undefined) expect(fits(network, addressSchema)).toBe(true);
        // With no host bits but those of the prefix, only the form is left to be wrong.
        const bare = `${host.includes(":") ? "::" : "0.0.0.0"}/${prefix}`;
        expect(fits(bare, addressSchema)).toBe(parseAddress(bare) !== undefined);
      },
    ),
    { numRuns: 5000 },
  );
});
