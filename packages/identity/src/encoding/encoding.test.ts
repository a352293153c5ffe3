import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { identityLimits } from "../limits.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { parseStrictJson, parseStrictObject } from "./strict-json.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("base64url", () => {
  test("every run of bytes has one text, and every text that is read has one run of bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        expect(decodeBase64url(encodeBase64url(data))).toEqual(data);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ABgwQ8_-=+/ \n.".split("")), maxLength: 12 }), (text) => {
        const decoded = decodeBase64url(text);
        if (decoded !== undefined) expect(encodeBase64url(decoded)).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("strict JSON", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  const members = (count: number): string => `{${[...Array(count).keys()].map((index) => `"m${index}":0`).join()}}`;

  test("reads what JSON.parse reads, when no name stands twice", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(parseStrictJson(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("as deep and as wide as the limits say, and no more", () => {
    expect(parseStrictJson(bytes(nested(identityLimits.jsonDepth)))).toBeDefined();
    expect(parseStrictJson(bytes(nested(identityLimits.jsonDepth + 1)))).toBeUndefined();
    expect(parseStrictJson(bytes(members(identityLimits.jsonMembers)))).toBeDefined();
    expect(parseStrictJson(bytes(members(identityLimits.jsonMembers + 1)))).toBeUndefined();
  });

  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"x":{"a":1,"a":2}}',
    '[{"a":{},"a":{}}]',
    '{"__proto__":1,"__proto__":2}',
    '{"a":1,}',
    "{'a':1}",
    "NaN",
    "",
    '{"a":1} {}',
    "// x\n{}",
  ])("refuses %s", (text) => {
    expect(parseStrictJson(bytes(text))).toBeUndefined();
  });

  test("refuses what is not UTF-8", () => {
    expect(parseStrictJson(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toBeUndefined();
    expect(parseStrictJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toBeUndefined();
  });

  test("objects have no names that JavaScript gives a meaning", () => {
    const object = parseStrictObject(bytes('{"__proto__":{"admin":true},"constructor":1,"prototype":2,"a":3}'));
    expect(object).toEqual({ a: 3 });
    expect((object as { readonly admin?: true }).admin).toBeUndefined();
  });
});
