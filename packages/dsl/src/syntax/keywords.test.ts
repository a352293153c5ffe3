import { describe, expect, test } from "@jest/globals";
import { mistakes, outlines } from "./testing/parse.ts";
import { keywordTypes } from "./tokens.ts";

const keywords = [...keywordTypes.keys()];
const names = keywords.filter((keyword) => keyword !== "true" && keyword !== "false");

describe("a keyword is a name where the grammar does not expect it", () => {
  test.each(keywords)("%s: and %s?: are attributes, after whatever stands before them", (keyword) => {
    const attribute = `(attribute name=${keyword} type=(scalarType name="string"))`;
    for (const before of [
      "",
      "role r\n",
      "action a\n",
      "allow r to a\n",
      "role r if b when c\n",
      "x: string\n",
      "x: set of U\n",
    ]) {
      const [resource] = outlines(`resource A {\n${before}${keyword}: string\n${keyword}2?: string\n}`);
      expect(resource).toContain(attribute);
    }
  });

  test.each(keywords)("%s: allow … is a label", (keyword) => {
    expect(outlines(`role r\n${keyword}: allow r to x on Y`)[1]).toContain(`(rule label=${keyword} effect="allow"`);
  });

  test.each(names)("%s as a name of everything that is declared", (keyword) => {
    expect(outlines(`subject ${keyword}`)).toEqual([`(subject name=${keyword})`]);
    expect(outlines(`role ${keyword}`)).toEqual([`(role names=[(name=${keyword})])`]);
    expect(outlines(`resource ${keyword} { action ${keyword} }`)[0]).toContain(`[(action name=${keyword})]`);
    expect(outlines(`assurance ${keyword} { within 1h }`)[0]).toContain(`name=${keyword} `);
  });

  test.each(names)("%s in a path, after has, is and of, as an action and a target", (keyword) => {
    const [rule] = outlines(
      `allow a.${keyword} to ${keyword} on ${keyword} when b.${keyword} has ${keyword} and c is ${keyword} of ${keyword}`,
    );
    expect(rule).toContain(`who=a.${keyword} actions=(names names=[${keyword}])`);
    expect(rule).toContain(`(target type=${keyword})`);
    expect(rule).toContain(`(has path=b.${keyword} name=${keyword}) (is path=c role=${keyword} of=${keyword})`);
  });

  test.each(names.filter((keyword) => keyword !== "anyone" && keyword !== "not"))("%s as a person", (keyword) => {
    expect(outlines(`allow ${keyword} to x on Y`)[0]).toContain(`who=${keyword} `);
    expect(outlines(`role r if ${keyword} or ${keyword}`)[0]).toContain(`items=[${keyword} ${keyword}]`);
  });

  const types = new Set(["string", "number", "boolean", "time", "duration", "ip", "set"]);
  test.each(names.filter((keyword) => !types.has(keyword)))("%s as a type", (keyword) => {
    expect(outlines(`subject U { x: ${keyword} | ${keyword} }`)[0]).toContain(`names=[${keyword} ${keyword}]`);
  });

  test.each(names)("%s as the type of an entity in tests, and as an action asked about", (keyword) => {
    const [block] = outlines(`test "t" {\n${keyword} "x" can ${keyword} ${keyword} "y"\nUser "a" in ${keyword} "b"\n}`);
    expect(block).toContain(`subject=${keyword}:"x" can question=(asked actions=[(askedAction name=${keyword})]`);
    expect(block).toContain(`(entityFact in=[${keyword}:"b"]`);
  });
});

test.each(keywords)("%s as the beginning or end of a word is a name", (keyword) => {
  for (const name of [
    `${keyword}x`,
    `${keyword}_`,
    `${keyword}1`,
    `x${keyword}`,
    `_${keyword}`,
    keyword.toUpperCase(),
  ]) {
    expect(outlines(`role ${name}`)).toEqual([`(role names=[(name=${name})])`]);
  }
});

test("android, index, tomato and allowed are names everywhere", () => {
  expect(outlines("allow android to index on tomato when allowed")).toEqual([
    '(rule effect="allow" who=android actions=(names names=[index]) targets=(targets targets=[(target type=tomato)]) ' +
      'guards=[(guard mode="when" condition=allowed)])',
  ]);
});

describe("only these need backquotes", () => {
  test.each<readonly [string, string]>([
    ["allow anyone to x on Y", "who=(anyone)"],
    ["allow `anyone` to x on Y", "who=anyone"],
    ["allow `not` to x on Y", "who=not"],
    ["allow a to x on Y when `true` == true", "left=true right=true"],
    ['allow a to x on Y when b == `time` "x"', 'right=time:"x"'],
    ["allow a to x on Y when b == time.c", "right=time.c"],
    ["subject U { x: `string` }", "(entityType names=[string])"],
    ["subject U { x: `set` | `ip` }", "(entityType names=[set ip])"],
    ["role r for all all", "(all type=all)"],
    ["role r for `all`", "(holder type=all)"],
    ["exclusive active active, b", "active roles=[active b]"],
    ["exclusive `active`, b", "roles=[active b]"],
    ['require scope "s" to x on Y', '(scopeNeed scope="s")'],
    ["require scope to x on Y", "(assuranceNeed name=scope)"],
  ])("%s", (text, expected) => {
    expect(outlines(text)[0]).toContain(expected);
  });

  test.each<readonly [string, string]>([
    ["allow not to x on Y", "syntax/misplaced-not «not»"],
    ["role true", "syntax/reserved-word «true»"],
    ["allow false to x on Y", "syntax/reserved-word «false»"],
    ["subject U { x: User | string }", "syntax/unexpected «string»"],
    ["role r for all", "syntax/unexpected after «all»"],
  ])("%s", (text, expected) => {
    expect(mistakes(text)).toEqual([expected]);
  });
});

test("a backquoted name holds any printable character but a backquote", () => {
  expect(outlines('role `the boss: "x" // no comment é漢😀`')).toEqual([
    '(role names=[(name=the boss: "x" // no comment é漢😀)])',
  ]);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
  "%s is a name like any other",
  (name) => {
    expect(outlines(`role ${name}\nsubject ${name} { ${name}: string }`)).toEqual([
      `(role names=[(name=${name})])`,
      `(subject name=${name} attributes=[(attribute name=${name} type=(scalarType name="string"))])`,
    ]);
  },
);
