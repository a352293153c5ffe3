import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const policy = `subject User as "identity"
group Team of User
role boss
assurance mfa { amr "otp"  within 15m }

resource Doc {
  owner: User | Team
  locked: boolean = false
  role editor, checker
  action read as "can_read", edit, pay
  mine: allow owner, editor to read, edit
  bossy: allow boss but not checker to pay unless resource.locked
  stop: deny anyone to edit when resource.locked because "a locked document stays"
  fresh: require mfa to pay
  unused: deny User to read when resource.locked and subject is boss
}
exclusive Doc.editor, Doc.checker
endpoint "GET /docs/{id}" is read on Doc "{id}"
`;
const passing = `fixture {
  Doc "d1" { owner: User "ana" }
  Doc "d2" { owner: User "ana", locked: true }
}
test "owners read and edit" {
  User "ana" can read, edit Doc "d1"
  User "ana" cannot edit Doc "d2" because stop
  anonymous cannot "GET /docs/d1"
}
test "paying needs a second factor" {
  User "bo" is boss
  User "bo" cannot pay Doc "d1" because fresh
}
test "a boss may check and write" {
  User "bo" is editor of Doc "d1"
  User "bo" is checker of Doc "d1"
  User "bo" is boss
  User "bo" cannot pay Doc "d1"
}
`;
const failing = `test "what fails" {
  User "ana" can read, edit Doc "none" // both fail
  User "bo" is boss
  User "bo" can pay Doc "d1"
  User "bo" cannot pay Doc "d1" because stop
  User "ana" can "GET /docs//d1"
  User "ana" can "GET /other"
  User "ana" can "GET /docs/d1"
}
test "what holds # <still> & \\"quoted\\"" {
  User "ana" cannot read Doc "none"
}
`;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/docs.authz", policy);
  folder.write("policy/docs.test.authz", passing);
  folder.write("policy/more.test.authz", failing);
  folder.write("good/docs.authz", policy);
  folder.write("good/docs.test.authz", passing);
  folder.write("broken.authz", "role a includes b\n");
  folder.write("untested.authz", policy);
});
afterAll(() => folder.remove());

/** Without what differs from run to run. */
async function run(...words: readonly string[]): Promise<Outcome> {
  const outcome = await runCommand(["test", ...words]);
  const out = outcome.out
    .replace(/sha256-[0-9a-f]+/g, "sha256-…")
    .replace(/ in \d+ ms/, " in 9 ms")
    .replace(/"milliseconds": \d+/g, '"milliseconds": 9')
    .replace(/ time="\d+\.\d{3}"/g, ' time="0.009"')
    .replace(/ timestamp="[^"]+Z"/g, ' timestamp="2026-01-31T00:00:00.000Z"');
  return { ...outcome, out };
}

/** The file beside this test; `UPDATE_GOLDEN=1` writes it, for whoever reads the difference. */
function expectGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, "golden", name);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
  expect(text).toBe(existsSync(path) ? readFileSync(path, "utf8") : `no golden file ${name}`);
}

describe("what a failing run prints", () => {
  test.each(["text", "json", "junit", "tap"])("%s", async (format) => {
    const { code, out, err } = await run("--format", format);
    expectGolden(`failing.${format}.golden`, out);
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });

  test("with coverage", async () => {
    const { code, out } = await run("--coverage", "--lcov", "lcov.info");
    expectGolden("coverage.text.golden", out.slice(out.indexOf("Coverage")));
    expectGolden("coverage.lcov.golden", readFileSync("lcov.info", "utf8"));
    expect(code).toBe(1);
  });
});

test("in JSON coverage is a member of the report, beside a format for programs it is on standard error", async () => {
  const { coverage } = JSON.parse((await run("--coverage", "--format", "json")).out) as { readonly coverage: unknown };
  expect(coverage).toContainEqual({
    id: "mine",
    effect: "allow",
    origin: { source: "policy/docs.authz", line: 11, column: 3 },
    outcomes: { true: 3, false: 1, unknown: 4 },
    branches: [
      { kind: "people", text: "owner", outcomes: { true: 3, false: 1, unknown: 4 } },
      { kind: "people", text: "editor", outcomes: { true: 0, false: 8, unknown: 0 } },
    ],
  });
  const { out, err } = await run("--coverage", "--format", "tap");
  expect(out).not.toContain("Coverage");
  expect(err).toContain("80% of 5 rules");
});

test("a run that passes exits with 0, and says what is odd about the facts", async () => {
  const { code, out, err } = await run("--policy", "good");
  expectGolden("passing.text.golden", out);
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

describe("--filter", () => {
  test.each([
    ["SECOND factor", ["paying needs a second factor"]],
    ["more.test", ["what fails", 'what holds # <still> & "quoted"']],
  ])("%s", async (filter, names) => {
    const { out } = await run("--filter", filter, "--format", "json");
    const { tests } = JSON.parse(out) as { readonly tests: readonly { readonly name: string }[] };
    expect(tests.map(({ name }) => name)).toEqual(names);
  });
});

describe("what cannot be asked exits with 2 and says what to do", () => {
  test.each([
    ["no test at all", ["--policy", "untested.authz"], /the policy has no tests\n {2}write one into a file/],
    ["none that the filter leaves", ["--filter", "zzz"], /no test has `zzz` in its name.*\n {2}there are 5 tests/],
    ["a policy that does not compile", ["--policy", "broken.authz"], /names\/unknown-role.*[^]*--> broken.authz:1:17/],
    ["no policy", ["--policy", "nowhere"], /nowhere/],
    ["too many threads", ["--workers", "65"], /--workers takes a number of threads, not `65`/],
    ["negative threads", ["--workers=-1"], /--workers takes/],
    ["watching for a program", ["--watch", "--format", "tap"], /--watch is for people/],
    ["coverage into no folder", ["--lcov", "no/where.info"], /no\/where.info could not be written \(ENOENT\)/],
    ["an unknown format", ["--format", "xunit"], /Allowed choices are text, json, junit, tap/],
  ])("%s", async (_what, words, message) => {
    const { code, err } = await run(...words);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});

describe("a policy that does not compile is told where the results would be", () => {
  const words = ["--policy", "broken.authz", "--format"];
  test("json", async () => {
    const { out } = await run(...words, "json");
    expect(JSON.parse(out)).toMatchObject({ error: { diagnostics: [{ code: "names/unknown-role" }] } });
  });
  test("tap", async () => {
    expect((await run(...words, "tap")).out).toBe("TAP version 14\nBail out! the policy could not be used\n");
  });
  test("junit", async () => {
    const { out } = await run(...words, "junit");
    expect(out).toContain('<error message="the policy could not be used" type="policy">broken.authz:1:17: ');
    expect(out).toContain('tests="1" failures="0" errors="1"');
  });
});

test("TAP: as many points as the plan says, and every block is YAML", async () => {
  const { out } = await run("--format", "tap");
  const [head, plan, ...lines] = out.split("\n");
  expect([head, plan]).toEqual(["TAP version 14", "1..5"]);
  expect(lines.filter((line) => /^(?:not )?ok \d/.test(line))).toHaveLength(5);
  const blocks = [...out.matchAll(/^ {2}---\n([^]*?)^ {2}\.\.\.$/gm)].map(([, text = ""]) => parseYaml(text) as object);
  expect(blocks).toHaveLength(2);
  expect(blocks[1]).toMatchObject({ at: "policy/more.test.authz:1:1", failures: { length: 7 } });
});

test.each([
  ["text", /^ok 9/m],
  ["tap", /^\s*ok 9|^not ok 1 - .*[^\\]#/m],
  ["junit", /<failure>|name="[^"]*\n/],
  ["json", /^ {6}"name": "(?!x)/m],
])("in %s a name cannot make lines, points or elements", async (format, forged) => {
  const name = 'x\\nok 9 - forged\\u001b[2J <failure> # SKIP ]]> \\"';
  folder.write("evil.authz", `${policy}test "${name}" { User "ana" can read Doc "${name}" }\n`);
  const { code, out } = await run("--policy", "evil.authz", "--format", format);
  expect(out).toContain("forged");
  expect(out).not.toMatch(forged);
  expect(out).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(code).toBe(1);
});
