import { describe, expect, test } from "@jest/globals";
import { policyIn } from "../testing/policy.ts";
import { canonicalJson } from "./canonical.ts";
import { hashText } from "./hash.ts";

describe("canonical JSON", () => {
  test.each<[unknown, string]>([
    [{ b: 1, a: [true, null, "x\n"], c: {} }, '{"a":[true,null,"x\\n"],"b":1,"c":{}}'],
    [[], "[]"],
    [[[], [{}]], "[[],[{}]]"],
    ["\u2028\ud800", '"\u2028\\ud800"'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [JSON.parse('{"__proto__":{"constructor":1}}'), '{"__proto__":{"constructor":1}}'],
  ])("%j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("leaves members out at every depth", () => {
    expect(canonicalJson({ a: [{ origin: 1, b: 2 }], origin: 3 }, new Set(["origin"]))).toBe('{"a":[{"b":2}]}');
  });

  test("of a hundred thousand levels", () => {
    let value: unknown = 1;
    for (let level = 0; level < 100_000; level++) value = { x: [value] };
    expect(canonicalJson(value)).toHaveLength(1 + 100_000 * '{"x":[]}'.length);
  });

  test("the hash is SHA-256 of the UTF-8", () => {
    expect(hashText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(hashText("é")).toBe("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  });
});

describe("the version of a policy", () => {
  const text = `subject User { level: number }
role a includes b
role b
resource R { n: number  role v  action r, s  allow v, b to r, s when resource.n > 3 because "why" }
scope "x" covers r on R
`;
  const version = (changed: string): string => policyIn(changed).version;

  test("is a hash", () => {
    expect(version(text)).toMatch(/^sha256-[0-9a-f]{64}$/);
  });

  test.each([
    ["comments and white space", text.replace("role b\n", "\n// why\n  role   b\n")],
    ["docs", `/// People.\n${text}`],
    ["tests and fixtures", `${text}fixture { User "a" { level: 1 } }\ntest "t" { User "a" cannot r R "1" }`],
    ["the order of declarations", text.split("\n").toReversed().join("\n")],
    [
      "the order of attributes, actions and roles",
      text.replace("n: number  role v", "role v  n: number").replace("action r, s", "action s, r"),
    ],
    ["a rule said twice", `${text}allow v, b to s, r on R when resource.n > 3`],
    [
      "a rule outside of its resource",
      text.replace(/allow.*because "why"/, "").concat('allow v, b to r, s on R when resource.n > 3 because "why"'),
    ],
  ])("does not depend on %s", (_, changed) => {
    expect(version(changed)).toBe(version(text));
  });

  test.each([
    ["a type", `${text}subject Service`],
    ["an attribute", text.replace("level: number", "level: string")],
    ["a spelling in JSON", text.replace("subject User", 'subject User as "user"')],
    ["a role's juniors", text.replace("role a includes b", "role a")],
    ["a role's holders", text.replace("role b\n", "role b for all User\n")],
    ["a guard", text.replace("> 3", ">= 3")],
    ["a reason", text.replace('"why"', '"so"')],
    ["a label", text.replace("allow v", "l: allow v")],
    ["a scope", text.replace("covers r", "covers s")],
    ["context", `${text}context { ip?: ip }`],
  ])("depends on %s", (_, changed) => {
    expect(version(changed)).not.toBe(version(text));
  });
});

describe("the id of a rule", () => {
  const head = "subject User\nrole boss\nresource R { n: number  role v  action r, s\n";
  const idsIn = (inside: string, outside = ""): readonly string[] =>
    policyIn(`${head}${inside}\n}\n${outside}`).rules.map(({ id }) => id);

  test("does not depend on where the rule stands, nor on order, reason, docs and white space", () => {
    const ids = idsIn("allow v, boss to r, s when resource.n > 3");
    expect(ids).toEqual([expect.stringMatching(/^R\.allow-r-s-[0-9a-f]{8}$/)]);
    expect(idsIn("", "allow v, boss to r, s on R when resource.n > 3")).toEqual(ids);
    expect(idsIn("", '/// Doc.\nallow boss or v\n to s, r on R\n when resource.n > 3 because "x"')).toEqual(ids);
    expect(idsIn("", "allow boss, v to * on * when resource.n > 3")).toEqual(ids);
  });

  test.each([
    ["allow boss to r", "allow v to r"],
    ["allow v to r", "deny v to r"],
    ["allow v to r", "allow v to s"],
    ["allow v to r when resource.n > 3", "allow v to r unless resource.n > 3"],
    ["allow v to r when resource.n > 3 when resource.n < 9", "allow v to r when resource.n > 3"],
  ])("%s and %s have different ones", (first, second) => {
    expect(idsIn(first)).not.toEqual(idsIn(second));
  });
});
