import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { identityLimits } from "../limits.ts";
import { apiKeyPattern, createKeyText, hashKey, parseKeyText } from "./key-text.ts";

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const randomness = fc.tuple(bytes(8), bytes(32));
const prefixes = fc.stringMatching(/^[a-z][a-z0-9]{1,15}$/);

function keyOf(prefix: string, [id, secret]: readonly [Uint8Array, Uint8Array]): ReturnType<typeof createKeyText> {
  return createKeyText(prefix, (length) => (length === 8 ? id : secret));
}

describe("a key", () => {
  test("is taken apart as it was made, whatever the randomness", () => {
    fc.assert(
      fc.property(prefixes, randomness, (prefix, random) => {
        const { text, id } = keyOf(prefix, random);
        expect(parseKeyText(text)).toEqual({ ok: true, prefix, id });
        expect(text).toMatch(apiKeyPattern);
        expect(text.length).toBeLessThanOrEqual(identityLimits.apiKeyLength);
      }),
    );
  });

  test("is another for other randomness: no two of 256 bits give one text", () => {
    fc.assert(
      fc.property(randomness, randomness, (first, second) => {
        const same = Buffer.compare(Buffer.concat(first), Buffer.concat(second)) === 0;
        expect(keyOf("authz", first).text === keyOf("authz", second).text).toBe(same);
      }),
    );
    const zeros = keyOf("authz", [new Uint8Array(8), new Uint8Array(32)]);
    const ones = keyOf("authz", [new Uint8Array(8).fill(255), new Uint8Array(32).fill(255)]);
    expect([zeros.text.length, ones.text.length]).toEqual([67, 67]);
  });

  test("with one character changed, left out, added or of another case is refused without asking anybody", () => {
    const { text } = createKeyText("authz", randomBytes);
    const index = fc.nat(text.length - 1);
    const character = fc.constantFrom("0", "A", "a", "z", "9", "Z", "_", " ", "\n");
    fc.assert(
      fc.property(index, character, (at, other) => {
        const cut = [text.slice(0, at), text.slice(at + 1)] as const;
        const changed = [cut.join(other), cut.join(""), `${text.slice(0, at)}${other}${text.slice(at)}`];
        for (const each of changed.filter((one) => one !== text))
          expect(parseKeyText(each)).toMatchObject({ ok: false, code: "api-key/malformed" });
      }),
      { numRuns: 500 },
    );
    for (const each of [text.toUpperCase(), text.toLowerCase(), `${text} `, ` ${text}`, `${text}\n`, text.slice(0, 18)])
      expect(parseKeyText(each)).toMatchObject({ ok: false, code: "api-key/malformed" });
  });

  test("is nothing that anybody may send instead: nothing throws, and nothing is taken", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: "binary" }), fc.stringMatching(/^authz_\w+$/)), (value) => {
        expect(parseKeyText(value)).toMatchObject({ ok: false, code: "api-key/malformed" });
      }),
    );
    expect(parseKeyText(`authz_${"a".repeat(10_000_000)}`)).toMatchObject({ ok: false });
  });

  test("is stored as a hash of 256 bits in which no part of it is", () => {
    const { text } = createKeyText("authz", randomBytes);
    expect(hashKey(text)).toMatch(/^[\w-]{43}$/);
    expect(hashKey(text)).not.toBe(hashKey(`${text}0`));
  });
});
