import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { identityLimits } from "../limits.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { parseStrictJson, parseStrictObject, readStrictJson, readStrictObject } from "./strict-json.ts";

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
    '{"a":"\\ud800"}',
    '{"a":["\\udc00\\ud800"]}',
    '{"\\udfff":1}',
    '{"a":1e400}',
    "[-1e400]",
    `{"a":${"9".repeat(400)}}`,
  ])("refuses %s", (text) => {
    expect(parseStrictJson(bytes(text))).toBeUndefined();
  });

  test("what it reads comes back the same from every other writer and reader", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\\ud83d", "\\ude00", "\\\\ud800", "\\u0000"), maxLength: 6 });
    fc.assert(
      fc.property(text, fc.constantFrom("1", "1e308", "1e309", "-1e999", "1e-999"), (string, number) => {
        const data = parseStrictJson(bytes(`{"a":"${string}","b":${number}}`));
        if (data !== undefined) expect(JSON.parse(new TextDecoder().decode(bytes(JSON.stringify(data))))).toEqual(data);
        const pairs = string.replaceAll("\\\\ud800", "+").replaceAll("\\ud83d\\ude00", "+");
        expect(data === undefined).toBe(/ud83d|ude00/.test(pairs) || /309|999/.test(number) !== number.includes("e-"));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["\u0000\ud800", "is no JSON"],
    ['{"a":1,"a":1}', "has a name twice in one object"],
    [nested(identityLimits.jsonDepth + 1), `nests more than ${identityLimits.jsonDepth} levels deep`],
    [members(identityLimits.jsonMembers + 1), `has more than ${identityLimits.jsonMembers} members`],
    ['{"a":1e400}', "has a text that is no Unicode, or a number without end"],
    ["[]", "is no object"],
  ])("says of %s why", (text, problem) => {
    expect(readStrictObject(bytes(text))).toEqual({ ok: false, problem });
    expect(readStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ ok: false, problem: "is not UTF-8" });
  });

  test("refuses what is not UTF-8", () => {
    expect(parseStrictJson(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toBeUndefined();
    expect(parseStrictJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toBeUndefined();
  });

  test("objects have no names that JavaScript gives a meaning", () => {
    const object = parseStrictObject(bytes('{"__proto__":{"admin":true},"constructor":1,"prototype":2,"a":3}'));
    expect(object).toEqual({ a: 3 });
    expect((object as { readonly admin?: true }).admin).toBeUndefined();
    const inner = parseStrictObject(bytes('{"a":{"__proto__":{"admin":true},"b":[{"constructor":1,"c":2}]}}'));
    expect(JSON.stringify(inner)).toBe('{"a":{"b":[{"c":2}]}}');
  });
});
