import { diagnostics as ofText } from "@authz/dsl";
import { lintRules } from "@authz/dsl/lint";
import { diagnostics as ofData } from "@authz/engine";
import { diagnostics as ofApis } from "@authz/openapi/diagnostics";
import { describe, expect, test } from "@jest/globals";
import { runCommand } from "../testing/run-command.ts";
import { decisionPages } from "./decision-codes.ts";

test("a diagnostic has a page, with what authz says about the bad example", async () => {
  const { code, out } = await runCommand(["explain", "files/duplicate-member"]);
  expect(out).toBe(`files/duplicate-member (error)
A name stands twice in one object

Readers differ in which of the two they take, so the same data would mean different
things to different programs.

Bad:

    subject User

  with these facts:
    { "entities": [{ "type": "User", "id": "ana", "id": "bo" }] }

authz says:

    error[files/duplicate-member]: the name \`id\` stands twice in this object
     --> facts.json:1:47
      |
    1 | { "entities": [{ "type": "User", "id": "ana", "id": "bo" }] }
      |                                               ^^^^
      = help: keep one of the two
      = note: it first stands here
     --> facts.json:1:34
      |
    1 | { "entities": [{ "type": "User", "id": "ana", "id": "bo" }] }
      |                                  ----

Good:

    subject User

  with these facts:
    { "entities": [{ "type": "User", "id": "ana" }] }
`);
  expect(code).toBe(0);
});

test("what only a file system shows is a session", async () => {
  const { out } = await runCommand(["explain", "files/not-found"]);
  expect(out).toContain("Bad:\n\n    $ authz lint --policy polcies\n\nGood:\n\n    $ authz lint --policy policies\n");
});

test("a decision's code has one", async () => {
  expect((await runCommand(["explain", "no_grant"])).out).toBe(`no_grant (denied)
No \`allow\` rule applies

What no rule allows is denied. So is an action or a type that the policy does not know.

What to do:
Give the subject a role that may do it, or add an allow rule. \`authz check … --explain\`
shows what each rule would have needed.
`);
});

const every = [...ofText, ...ofData, ...ofApis, ...lintRules].map(({ code }) => code);

test.each([...every, ...decisionPages.map(({ code }) => code)])("%s: a page of lines that fit", async (code) => {
  const { code: exit, out } = await runCommand(["explain", code]);
  expect(exit).toBe(0);
  expect(out.startsWith(`${code} (`)).toBe(true);
  const prose = out.split("Bad:", 1)[0] ?? "";
  expect(prose.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

const shown = [...ofText, ...ofData, ...ofApis, ...lintRules].filter(
  ({ bad }) => typeof bad === "string" || !("shell" in bad),
);

test.each(shown.map(({ code }) => code))("%s: authz says so of the bad example", async (code) => {
  const { out } = await runCommand(["explain", code]);
  const said = /^authz says:$(?<said>[^]*)^Good:$/m.exec(out)?.groups?.["said"] ?? "";
  expect(said.match(/^ {4}(?:error|warning|info)\[(?<code>.*)\]: /gm)).toEqual([
    expect.stringContaining(`[${code}]: `),
  ]);
});

describe("without a code", () => {
  test("it lists all, by group", async () => {
    const { out } = await runCommand(["explain"]);
    expect(out.slice(0, out.indexOf("\n\n"))).toMatch(/^decisions\n {2}invalid_request +The request does not fit/);
    for (const code of every) expect(out).toContain(`\n  ${code} `);
    expect(out).toMatch(/\n\n`authz explain CODE` prints the page of one\.\n$/);
  });

  test("as JSON", async () => {
    const list = JSON.parse((await runCommand(["explain", "--format", "json"])).out) as {
      readonly decisions: readonly unknown[];
      readonly diagnostics: readonly { readonly code: string }[];
    };
    expect(list.decisions).toHaveLength(8);
    expect(list.diagnostics.map(({ code }) => code)).toEqual([...every].sort());
  });
});

test("one page as JSON", async () => {
  const { out } = await runCommand(["explain", "files/not-found", "--format", "json"]);
  expect(JSON.parse(out)).toMatchObject({
    code: "files/not-found",
    severity: "error",
    bad: { shell: expect.any(String) },
  });
});

describe("a code that there is not", () => {
  test.each([
    ["no_grnt", "did you mean `no_grant`?"],
    ["wildcard-id", "did you mean `facts/wildcard-id`?"],
    ["names/unknown-rol", "did you mean `names/unknown-role`?"],
    ["__proto__", "`authz explain` lists them all"],
  ])("%s", async (word, help) => {
    expect(await runCommand(["explain", word])).toEqual({
      code: 2,
      out: "",
      err: `error: there is no code \`${word}\`\n  ${help}\n`,
    });
  });
});

test("the code of a refusal says what it means, and what the caller is told", async () => {
  const { code, out, err } = await runCommand(["explain", "token/expired"]);
  expect(out).toBe(`token/expired (refused)
The token has expired.

The caller is told \`invalid_token\` and no more. \`authz token inspect\` says what is wrong
with a token.
`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const json = await runCommand(["explain", "credential/missing", "--format", "json"]);
  expect(JSON.parse(json.out)).toEqual({
    code: "credential/missing",
    summary: "There is no credential.",
    error: "none",
  });
  expect((await runCommand(["explain", "token/expird"])).code).toBe(2);
});
