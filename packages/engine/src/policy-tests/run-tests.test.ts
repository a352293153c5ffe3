import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import type { Policy } from "@authz/model";
import { createCoverage } from "./coverage.ts";
import type { TestResult } from "./results.ts";
import { defaultTestTime, runTest, runTests, testsInOrder, type TestOptions } from "./run-tests.ts";

const rules = `subject User as "identity" { level: number }
group Team of User
role boss, cashier
exclusive boss, cashier
context { office: boolean }
assurance mfa { amr "otp" within 15m }
resource Folder { role viewer }
resource Doc as "doc" in Folder {
  owner: User
  pages: number = 1
  role editor
  action read as "can_read", edit { fields?: set of string }, pay
  mine: allow owner to read
  parents: allow parent.viewer to read
  edits: allow editor to edit unless action has fields and action.fields contains "secret"
  pays: allow boss to pay when context.office and resource.pages < 10
  stop: deny anyone to pay when resource.pages == 0
  fresh: require mfa to pay
}
scope "docs" covers read on Doc
endpoint "GET /docs/{id}" is read on Doc "{id}"
endpoint "GET /health" is public
`;

function policyOf(files: Readonly<Record<string, string>>): Policy {
  const sources = Object.entries({ "rules.authz": rules, ...files }).map(([name, text]) => ({ name, text }));
  const { policy, diagnostics } = parsePolicy(sources);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

/** The one test that a text holds. */
function run(text: string, options?: TestOptions): TestResult {
  const policy = policyOf({ "a.test.authz": text });
  const [only] = policy.tests;
  if (only === undefined || policy.tests.length !== 1) throw new Error("one test is wanted");
  return runTest(policy, only, options);
}

function codes({ expectations }: TestResult): string[] {
  return expectations.flatMap(({ answers }) => answers.map(({ decision }) => decision.code));
}

describe("facts", () => {
  test("fixtures are those of the test's own file", () => {
    const text = (owner: string): string => `fixture { Doc "d" { owner: User "${owner}" } }
      test "${owner}" { User "ana" can read Doc "d" }`;
    const results = runTests(policyOf({ "b.test.authz": text("bo"), "a.test.authz": text("ana") }));
    expect(results.map(({ test: { name }, passed }) => [name, passed])).toEqual([
      ["ana", true],
      ["bo", false],
    ]);
  });

  test("statements add up: attributes, parents, groups; a test's attribute replaces the fixture's", () => {
    const result = run(`
      fixture {
        Doc "d" in Folder "f" { owner: User "ana", pages: 0 }
        User "bo" in Team "x"
        Team "y" is viewer of Folder "g"
        User "cy" is boss
      }
      test "t" {
        Doc "d" in Folder "g" { pages: 2 }
        User "bo" in Team "y"
        User "bo" can read Doc "d"
        User "ana" can read Doc "d"
        User "cy" with context { office: true } cannot pay Doc "d" because step_up_required
      }`);
    expect(codes(result)).toEqual(["granted", "granted", "step_up_required"]);
    expect(result.passed).toBe(true);
  });

  test("thousands of statements about one entity take no longer than their number", () => {
    const groups = [...Array(20_000).keys()].map((n) => `User "ana" in Team "t${n}"`).join("\n");
    const facts = `Team "t19999" is viewer of Folder "f"\nDoc "d" in Folder "f" { owner: User "bo" }`;
    const policy = policyOf({ "a.test.authz": `test "t" { ${groups}\n${facts}\nUser "ana" can read Doc "d" }` });
    const start = performance.now();
    expect(runTests(policy).map(({ passed }) => passed)).toEqual([true]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test("nothing of one test is left for the next", () => {
    const results = runTests(
      policyOf({
        "a.test.authz": `test "1" { User "a" is editor of Doc "d"  User "a" can edit Doc "d" }
          test "2" { User "a" can edit Doc "d" }`,
      }),
    );
    expect(results.map(({ passed }) => passed)).toEqual([true, false]);
  });

  test("roles that exclude one another are a warning at the statement, and the test goes on", () => {
    const result = run(`fixture { User "a" is boss }
test "t" {
  User "a" is cashier
  User "a" cannot pay Doc "d"
}`);
    expect(result.passed).toBe(true);
    expect(result.diagnostics).toMatchObject([
      {
        code: "facts/separation-of-duty",
        severity: "warning",
        location: { source: "a.test.authz", line: 3, column: 3 },
      },
    ]);
    expect(result.diagnostics[0]?.location.pointer).toBeUndefined();
  });

  test("but none where the test is about it", () => {
    const result = run(`test "t" {
      User "a" is boss  User "a" is cashier  Doc "d" { pages: 1 }
      User "a" with context { office: true } cannot pay Doc "d" because separation_of_duty
    }`);
    expect(result).toMatchObject({ passed: true, diagnostics: [] });
  });
});

describe("time", () => {
  const bounded = `test "t" {
    User "a" is editor of Doc "d" from "2025-12-31T23:59:59Z" until "2026-01-01T00:00:00Z"
    User "a" can edit Doc "d"
    User "a" at "2026-01-01T00:00:01Z" cannot edit Doc "d"
  }`;
  test("without `at` it is the documented one, never the clock", () => {
    expect(defaultTestTime).toBe("2026-01-01T00:00:00Z");
    expect(run(bounded).passed).toBe(true);
  });

  test("or the one that is passed in; `at` wins", () => {
    expect(codes(run(bounded, { now: new Date("2026-01-01T00:00:01Z") }))).toEqual(["no_grant", "no_grant"]);
  });

  test("separation of duty is counted at the time of the test", () => {
    const facts = `User "a" is boss until "2025-06-01T00:00:00Z"  User "a" is cashier`;
    const result = run(`test "t" { ${facts}  User "a" cannot pay Doc "d" }`);
    expect(result.diagnostics).toEqual([]);
  });
});

describe("because", () => {
  const facts = `User "a" is boss  Doc "d" { pages: 0 }`;
  test.each([
    ["the code", "denied_by_rule", true],
    ["the rule that determined it", "stop", true],
    ["another code", "no_grant", false],
    ["a rule that did not", "pays", false],
  ])("%s", (_what, because, passed) => {
    expect(run(`test "t" { ${facts}  User "a" cannot pay Doc "d" because ${because} }`).passed).toBe(passed);
  });

  test("a requirement by its label", () => {
    const asked = `User "a" with context { office: true } cannot pay Doc "d" because fresh`;
    expect(run(`test "t" { User "a" is boss  Doc "d" { pages: 1 }  ${asked} }`).passed).toBe(true);
  });
});

describe("HTTP requests", () => {
  const asked = (request: string): TestResult => run(`test "t" { User "a" can "${request}" }`);
  test.each([
    ["GET /docs/d", { kind: "question", action: "read", resource: 'Doc "d"' }, "error"],
    ["GET /health", { kind: "public" }, "granted"],
    ["GET /nowhere", { kind: "none" }, "no_grant"],
    ["GET /docs/a/../d", { kind: "refused", problem: "dot segment" }, "invalid_request"],
  ])("%s", (request, endpoint, code) => {
    const [answer] = asked(request).expectations[0]?.answers ?? [];
    expect(answer?.asked).toEqual({ subject: 'User "a"', question: { kind: "http", request, endpoint } });
    expect(answer?.decision.code).toBe(code);
  });
});

describe("what is told", () => {
  test("one answer for each action, in the policy's words, explained where it is not the expected one", () => {
    const result = run(`test "t" {
      User "a" is editor of Doc "d"
      User "a" can edit { fields: ["title"] }, read Doc "d"
    }`);
    const [expectation] = result.expectations;
    expect(result.passed).toBe(false);
    expect(expectation).toMatchObject({ passed: false, expected: { can: true }, origin: { line: 3, column: 7 } });
    expect(
      expectation?.answers.map(({ passed, asked, decision }) => [
        passed,
        asked.question,
        decision.explanation !== undefined,
      ]),
    ).toEqual([
      [true, { kind: "action", action: "edit", resource: 'Doc "d"' }, false],
      [false, { kind: "action", action: "read", resource: 'Doc "d"' }, true],
    ]);
  });

  test("tests come as they were written, file by file, whatever the order of the policy", () => {
    const empty = (name: string): string => `test "${name}" { anonymous cannot read Doc "d" }\n`;
    const policy = policyOf({ "b.test.authz": empty("z") + empty("a"), "a.test.authz": empty("m") });
    expect(testsInOrder({ ...policy, tests: policy.tests.toReversed() }).map(({ name }) => name)).toEqual([
      "m",
      "z",
      "a",
    ]);
  });
});

test("coverage counts rules, the people they name and their conditions", () => {
  const policy = policyOf({
    "a.test.authz": `test "t" {
      User "a" is boss  Doc "d" { pages: 1 }  Doc "e" {}
      User "a" with context { office: true } cannot pay Doc "d" because fresh
      User "b" with context { office: false } cannot pay Doc "d"
      User "b" cannot edit { fields: ["secret"] } Doc "d"
    }`,
  });
  const recorder = createCoverage(policy, new Date(defaultTestTime));
  for (const block of policy.tests)
    runTest(policy, block, { onRequest: (request, facts) => recorder.record(request, facts) });
  const found = new Map(recorder.result().map((statement) => [statement.id, statement]));
  const none = { true: 0, false: 0, unknown: 0 };
  expect(found.get("mine")?.outcomes).toEqual(none);
  expect(found.get("pays")).toMatchObject({
    outcomes: { true: 1, false: 1, unknown: 0 },
    // Only where the people of the rule left it open.
    branches: [
      { kind: "condition", text: "context.office", outcomes: { true: 1, false: 0 } },
      { kind: "condition", text: "resource.pages < 10", outcomes: { true: 1, false: 0 } },
    ],
  });
  expect(found.get("edits")).toMatchObject({
    outcomes: { true: 0, false: 1 },
    branches: [{ outcomes: none }, { outcomes: none }],
  });
  expect(found.get("fresh")?.outcomes).toEqual({ true: 2, false: 0, unknown: 0 });
});
