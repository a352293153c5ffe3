import { describe, expect, test } from "@jest/globals";
import { checkText, findingsOf } from "./testing/file.ts";

const declarations = `subject User
resource Account { action read, close }
resource Invoice { action read, pay }
`;

describe("scopes that are wrong", () => {
  test.each<[string, ...string[]]>([
    ['scope ""', 'scopes/invalid-name: ""'],
    ['scope "a b"', 'scopes/invalid-name: "a b"'],
    ['scope "a\\"b"', 'scopes/invalid-name: "a\\"b"'],
    ['scope "a\\\\b"', 'scopes/invalid-name: "a\\\\b"'],
    ['scope "é"', 'scopes/invalid-name: "é"'],
    ['scope "a" includes "b"', 'scopes/unknown-include: "b"'],
    ['scope "reading"\nscope "all" includes "raeding"', 'scopes/unknown-include: "raeding" → "reading"'],
    ['scope "a" includes "a"', 'scopes/cycle: "a"'],
    ['scope "a" includes "b"\nscope "b" includes "c"\nscope "c" includes "a", "d"\nscope "d"', 'scopes/cycle: "a"'],
    ['scope "a" includes "b", "b"\nscope "b"', 'names/repeated: "b"'],
    ['scope "a" covers raed on Invoice', "rules/unknown-action: raed → read"],
    ['scope "a" covers read on Invoice and pay on Account', "rules/unknown-action: pay"],
    ['scope "a"\nscope "a"', 'names/duplicate: "a"'],
    ["scope none covers fly on *", "rules/unknown-action: fly"],
  ])("%s", (scope, ...expected) => {
    expect(findingsOf(declarations + scope)).toEqual(expected);
  });

  test("many scopes that include each other deeply", () => {
    const chain = Array.from({ length: 5_000 }, (_, index) => `scope "s${index}" includes "s${index + 1}"`);
    expect(findingsOf([...chain, 'scope "s5000"'].join("\n"))).toEqual([]);
    expect(findingsOf([...chain, 'scope "s5000" includes "s4999"'].join("\n"))).toEqual(['scopes/cycle: "s4999"']);
  });
});

test("what scopes become", () => {
  const text = `${declarations}
/// Everything.
scope "z!~" includes "b", "a" covers pay on Invoice and * on Account and read on Invoice, Invoice "7"
scope none covers read on Account
scope "a"
scope "b"`;
  const { scopes, findings } = checkText(text);
  expect(findings).toEqual([]);
  expect(scopes).toMatchObject([
    { includes: [], covers: [{ type: "Account", actions: ["read"] }] },
    { name: "a", includes: [], covers: [] },
    { name: "b", includes: [], covers: [] },
    {
      name: "z!~",
      includes: ["a", "b"],
      covers: [
        { type: "Account", actions: ["close", "read"] },
        { type: "Invoice", actions: ["pay", "read"] },
        { type: "Invoice", id: "7", actions: ["read"] },
      ],
      doc: "Everything.",
    },
  ]);
  expect(scopes[0]).not.toHaveProperty("name");
});

describe("assurances", () => {
  test.each<[string, ...string[]]>([
    ['assurance mfa { acr "a", "b"  amr "c"  within 15m }'],
    ["assurance fresh { within 0s }"],
    ["assurance mfa { }", "rules/empty-assurance: mfa"],
    ['assurance mfa { amr "a"  amr "b" }', 'rules/repeated-clause: amr "b"'],
    ["assurance mfa { within 1m  within 2m }", "rules/repeated-clause: within 2m"],
    ['assurance mfa { amr "a", "a" }', 'names/repeated: "a"'],
    ['assurance mfa { amr "a" }\nassurance mfa { amr "b" }', "names/duplicate: mfa"],
  ])("%s", (text, ...expected) => {
    expect(findingsOf(text)).toEqual(expected);
  });
});
