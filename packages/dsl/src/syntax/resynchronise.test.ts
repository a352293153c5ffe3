import { describe, expect, test } from "@jest/globals";
import { outline } from "./testing/outline.ts";
import { mistakes, parse } from "./testing/parse.ts";

describe("as many mistakes as declarations with one", () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      "misspelt first words",
      "alow a to b on C\nrole ok\nresorce D {\n  action x\n}\nsubjct E\n",
      [
        "syntax/unknown-declaration «alow»",
        "syntax/unknown-declaration «resorce»",
        "syntax/unknown-declaration «subjct»",
      ],
    ],
    [
      "misspelt words inside",
      'role a includs b\nallow a to b on C whn x\nallow a to b on C unles x\nscope "x" cover read on C\nresource X inn Y {\n  action r\n}\nrole z fro all User\n',
      [
        "syntax/misspelt-word «includs»",
        "syntax/misspelt-word «whn»",
        "syntax/misspelt-word «unles»",
        "syntax/misspelt-word «cover»",
        "syntax/misspelt-word «inn»",
        "syntax/misspelt-word «fro»",
      ],
    ],
    [
      "words of other languages",
      "permit a to b on C\nforbid a to b on C\nallow a to b on C if x\nrole a extends b\nrole a when b\n",
      [
        "syntax/other-word «permit»",
        "syntax/other-word «forbid»",
        "syntax/other-word «if»",
        "syntax/other-word «extends»",
        "syntax/other-word «when»",
      ],
    ],
    [
      "something missing in the middle of a line",
      'allow to read on A\nallow a read on A\nallow a to on A\nallow a or to x on A\nrole includes b\nexclusive a\nendpoint "GET /" is publc\n',
      [
        "syntax/missing-people «to»",
        "syntax/unexpected «read»",
        "syntax/unexpected «on»",
        "syntax/unexpected «to»",
        "syntax/unexpected «includes»",
        "syntax/unexpected after «a»",
        "syntax/misspelt-word «publc»",
      ],
    ],
    [
      "something missing at the end of a line",
      "allow a to\nrole b\nrole\nrole c\nallow a to x on\nsmall: allow a to x on Y when\ngroup G of\nsubject H\n",
      [
        "syntax/unexpected after «to»",
        "syntax/unexpected after «role»",
        "syntax/unexpected after «on»",
        "syntax/unexpected after «when»",
        "syntax/unexpected after «of»",
      ],
    ],
    [
      "members of a resource",
      'resource A {\n  scope "x" covers read on A\n  amount number\n  acton read\n  permit x to y\n  role a includs b\n  action\n  ok: never a to b\n  foo: string\n}\nrole z\n',
      [
        "syntax/misplaced-declaration «scope»",
        "syntax/unexpected «number»",
        "syntax/unknown-declaration «acton»",
        "syntax/other-word «permit»",
        "syntax/misspelt-word «includs»",
        "syntax/unexpected after «action»",
        "syntax/misplaced-declaration «never»",
      ],
    ],
    [
      "attributes",
      "subject A {\n  name string\n  age: \n  mixed: number | string\n  role x\n  whole: set\n  ok: number\n}\nrole z\n",
      [
        "syntax/unexpected «string»",
        "syntax/unexpected after «age:»",
        "syntax/mixed-union «|»",
        "syntax/misplaced-declaration «role»",
        "syntax/unexpected after «set»",
      ],
    ],
    [
      "statements of tests",
      'test "t" {\n  User "a" cn read X "x"\n  User "a" can not read X "x"\n  User "a" can X "x"\n  User "a" iss b\n  User "a" with scpe "x" can read X "x"\n  X "y" {\n    amount 1,\n    b: User "u",\n  }\n  User "b" is ok\n}\nrole z\n',
      [
        "syntax/misspelt-word «cn»",
        "syntax/other-word «can not»",
        "syntax/unexpected «X»",
        "syntax/misspelt-word «iss»",
        "syntax/misspelt-word «scpe»",
        "syntax/unexpected «1»",
      ],
    ],
    [
      "operators",
      "allow a && b to x on Y\nallow a || b to x on Y\nallow a to x on Y when !b\nallow a to x on Y when b = 1\nallow a to x on Y when b == 1 == c\nallow a to x on Y when b not in c\nallow a to x on Y when b is not c\nallow not a to x on Y\nallow a to x on Y when 1 has b\nallow a to x on Y when b === 1\n",
      [
        "syntax/foreign-operator «&&»",
        "syntax/foreign-operator «||»",
        "syntax/foreign-operator «!»",
        "syntax/foreign-operator «=»",
        "syntax/chained-comparison «==»",
        "syntax/misplaced-not «not»",
        "syntax/misplaced-not «not»",
        "syntax/misplaced-not «not»",
        "syntax/not-a-path «1»",
        "syntax/foreign-operator «===»",
      ],
    ],
    [
      "punctuation",
      "role 'a'\n# one\n# two\nrole b;\n/* three\n four */\nscope x\nrole @c\nrole ok\n}\nrole d\n",
      [
        "syntax/single-quotes «'a'»",
        "syntax/hash-comment «# one»",
        "syntax/semicolon «;»",
        "syntax/block-comment «/* three\n four */»",
        "syntax/unexpected «x»",
        "syntax/stray-character «@»",
        "syntax/unmatched-bracket «}»",
      ],
    ],
    [
      "brackets",
      "allow a to x on Y when (a == b\nallow a to x on Y when c in [1, 2\nallow (a or b to x on Y\nrole ok\n",
      ["syntax/unexpected after «b»", "syntax/unexpected after «2»", "syntax/unexpected «to»"],
    ],
  ])("%s", (_, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });
});

describe("a missing closing brace", () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ["before a resource", "resource A {\n  action x\n\nresource B {\n  action y\n}\n", "x", ["resource", "resource"]],
    [
      "before what could be a member",
      "resource A {\n  action x\n\nrole m\nallow m to x on A\n",
      "x",
      ["resource", "role", "rule"],
    ],
    ["of a subject", "subject A {\n  x: string\nrole b\n", "string", ["subject", "role"]],
    ["of a test", 'test "a" {\n  User "x" is b\n\ntest "b" {\n  User "y" is c\n}\n', "b", ["test", "test"]],
    [
      "of attributes of an action",
      "resource A {\n  action x { y: string\n  role r\n}\nrole s\n",
      "string",
      ["resource", "role"],
    ],
    ["at the end of the file", "resource A {\n  action x {\n    y: string\n", "string", ["resource"]],
  ])("%s", (_, text, last, kinds) => {
    expect(mistakes(text)).toEqual([`syntax/unclosed-block after «${last}»`]);
    const { file, diagnostics } = parse(text);
    expect(file?.declarations.map((declaration) => declaration.kind)).toEqual(kinds);
    expect(diagnostics[0]?.related.map(({ location }) => text.slice(location.span.start, location.span.end))).toEqual([
      "{",
    ]);
  });
});

describe("a missing opening brace", () => {
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    [
      "of a resource",
      "resource A in B\n  x: string\n  role r\n  action y\n  allow r to y\n}\nrole z\n",
      ["syntax/unexpected after «B»"],
      ["resource", "role"],
    ],
    [
      "of a record",
      'test "t" {\n  A "a" in B "b"\n    x: 1,\n    y: { z: 1 }\n  }\n  A "c" is d\n}\nrole z\n',
      ['syntax/unexpected after «"b"»'],
      ["test", "role"],
    ],
  ])("%s", (_, text, expected, kinds) => {
    expect(mistakes(text)).toEqual(expected);
    expect(parse(text).file?.declarations.map((declaration) => declaration.kind)).toEqual(kinds);
  });
});

test("blocks without indentation need none", () => {
  const text =
    'resource A {\nrole x\naction read\nallow x to read\n}\ntest "t" {\ntest "x" is y\nscope "a" { b: 1 }\n}\n';
  expect(mistakes(text)).toEqual([]);
});

test("what stands beside a mistake is kept", () => {
  const { file } = parse(
    'resource A {\n  role r\n  oops\n  action x\n}\nalow r to x\nallow r to x on A\ntest "t" {\n  ?\n  User "a" is r\n}\n',
  );
  expect(file?.declarations.map(outline)).toEqual([
    "(resource name=A members=[(role names=[(name=r)]) (actions actions=[(action name=x)])])",
    '(rule effect="allow" who=r actions=(names names=[x]) targets=(targets targets=[(target type=A)]))',
    '(test name="t" statements=[(roleFact holder=User:"a" role=r)])',
  ]);
});

describe("one cause, one diagnostic", () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      "a string that does not end, before a brace",
      'subject A as "person {\n  x: string\n}\nrole b\n',
      ['syntax/unclosed-string «"person»'],
    ],
    [
      "a string that does not end, before more",
      'scope "x covers read on Y\nrole b\n',
      ['syntax/unclosed-string «"x covers read on Y»'],
    ],
    ["smart quotes", "subject A as “person”\nrole b\n", ["syntax/stray-character «“person”»"]],
    [
      "a word with a letter that looks like another",
      "\u0430llow x to y on Z\nrole b\n",
      ["text/foreign-letter «\u0430llow»"],
    ],
    ["a zero-width space in a word", "al\u200blow x to y on Z\nrole b\n", ["text/invisible-character «\u200b»"]],
    [
      "a comment of another language, nested",
      "/* a /* b */ c */\nrole d\n",
      ["syntax/block-comment «/* a /* b */ c */»"],
    ],
    ["a run of closing braces", "}}}\n}\nrole a\n", ["syntax/unmatched-bracket «}»"]],
  ])("%s", (_, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });
});
