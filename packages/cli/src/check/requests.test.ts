import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const policy = `subject User
resource Doc {
  owner?: User
  action read, drop
  mine: allow owner to read, drop
  stop: deny anyone to drop because "documents stay"
}
`;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy.authz", policy);
});
afterAll(() => folder.remove());

function ask(input: string | Uint8Array, ...words: readonly string[]): Promise<Outcome> {
  return runCommand(["check", "--policy", "policy.authz", "--request", "-", ...words], input);
}

const doc = { type: "Doc", id: "d", properties: { owner: { type: "User", id: "ana" } } };
const yes = { subject: { type: "User", id: "ana" }, action: { name: "read" }, resource: doc };
const no = { ...yes, subject: { type: "User", id: "bo" } };

/** The decisions in JSON output, and what stands in place of one. */
function decisions(out: string): readonly unknown[] {
  return out
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { decision, evaluations, error } = JSON.parse(line) as Readonly<Record<string, unknown>>;
      if (Array.isArray(evaluations)) return (evaluations as { decision: boolean }[]).map((item) => item.decision);
      return decision ?? error;
    });
}

function lines(...items: readonly unknown[]): string {
  return items.map((item) => (typeof item === "string" ? item : JSON.stringify(item))).join("\n");
}

describe("one request", () => {
  test("over several lines", async () => {
    const { code, out } = await ask(`\n${JSON.stringify(yes, undefined, 2)}\n`, "--format", "json");
    expect(decisions(out)).toEqual([true]);
    expect(out.split("\n")).toHaveLength(2);
    expect(code).toBe(0);
  });

  test("for people says all there is to say", async () => {
    const { code, out, err } = await ask(JSON.stringify(no));
    expect(out).toMatch(
      /^denied {2}User "bo" may not read Doc "d"\n\n {2}why {5}no rule allows it \(no_grant\)\n {2}policy /,
    );
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });

  test("after a byte order mark", async () => {
    expect((await ask(`\uFEFF${JSON.stringify(yes)}`)).code).toBe(0);
  });

  test.each([
    ["no object", [], "a request is a JSON object with `subject`, `action` and `resource`"],
    ["no subject", { ...yes, subject: undefined }, "`subject` is missing"],
    ["no action", { ...yes, action: undefined }, "`action` is missing"],
    ["no resource", { ...yes, resource: null }, "`resource` must be an object with `type` and `id`"],
    ["an id that is a number", { ...yes, resource: { type: "Doc", id: 1 } }, "`resource.id` must be a string"],
    ["evaluations that are no list", { ...yes, evaluations: {} }, "`evaluations` must be a list"],
  ])("that is none: %s", async (_what, request, message) => {
    expect(await ask(JSON.stringify(request))).toEqual({ code: 2, out: `error   ${message}\n`, err: "" });
    const { code, out } = await ask(JSON.stringify(request), "--format", "json");
    expect(JSON.parse(out)).toEqual({ error: { status: 400, message, line: 1 } });
    expect(code).toBe(2);
  });

  test("that is not JSON", async () => {
    const { code, out, err } = await ask(
      '\n{\n  "subject": {"type": "User", "id": "ana"},\n  "action": {"name": read}\n}\n',
    );
    expect(err).toBe(`error[files/malformed-json]: this is not JSON: a value was expected, not \`read\`
 --> standard input:4:22
  |
4 |   "action": {"name": read}
  |                      ^^^^
  = help: write a string in double quotes, a number, a list, an object, true, false or null

error: the request could not be read
`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test.each([
    ["nothing", "", "there is no request in standard input"],
    ["only empty lines", "\n \r\n\n", "there is no request in standard input"],
    ["not UTF-8", Uint8Array.from([0x7b, 0xff]), "line 1 of standard input cannot be read: it is not UTF-8"],
  ])("that is not there: %s", async (_what, input, message) => {
    const { code, err } = await ask(input);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test("in a file that is not there", async () => {
    folder.write("requests.jsonl", "");
    const { code, err } = await runCommand(["check", "--policy", "policy.authz", "--request", "request.jsonl"]);
    expect(err).toContain("did you mean `requests.jsonl`?");
    expect(code).toBe(2);
  });
});

describe("many requests, one a line", () => {
  test("are answered in order; all allowed is 0, one denied is 1", async () => {
    expect((await ask(lines(yes, "", yes))).code).toBe(0);
    const { code, out, err } = await ask(lines(yes, no, { ...yes, action: { name: "drop" } }));
    expect(out).toBe(`allowed User "ana" may read Doc "d": mine
denied  User "bo" may not read Doc "d": no_grant
denied  User "ana" may not drop Doc "d": denied_by_rule, documents stay
`);
    expect({ code, err }).toEqual({ code: 1, err: "3 requests: 1 allowed, 2 not\n" });
  });

  test("a line that is no request has an error in its place, and the others their answers", async () => {
    const input = lines(yes, '{"subject": ', {}, no);
    const text = await ask(input);
    expect(text.out).toBe(`allowed User "ana" may read Doc "d": mine
error   line 2: column 13: this is not JSON: a value was expected, not the end
error   line 3: \`subject\` is missing
denied  User "bo" may not read Doc "d": no_grant
`);
    expect(text).toMatchObject({ code: 2, err: "4 requests: 1 allowed, 1 not, 2 could not be asked\n" });
    const json = await ask(input, "--format", "json");
    expect(decisions(json.out)).toEqual([
      true,
      { status: 400, message: expect.stringContaining("this is not JSON"), line: 2 },
      { status: 400, message: "`subject` is missing", line: 3 },
      false,
    ]);
    expect(json).toMatchObject({ code: 2, err: "" });
  });

  test("also when the first line is the wrong one", async () => {
    expect(decisions((await ask(lines("{", yes, no), "--format", "json")).out)).toEqual([
      expect.objectContaining({ line: 1 }),
      true,
      false,
    ]);
  });

  test("also bytes that are not UTF-8, and a name that stands twice", async () => {
    const input = [...new TextEncoder().encode(lines(yes, "")), 0xff, ...new TextEncoder().encode(`\n{"a":1,"a":1}`)];
    const { code, out } = await ask(Uint8Array.from(input), "--format", "json");
    expect(decisions(out)).toEqual([
      true,
      { status: 400, message: "it is not UTF-8", line: 2 },
      { status: 400, message: "column 8: the name `a` stands twice in this object", line: 3 },
    ]);
    expect(code).toBe(2);
  });

  test("a file whose name says so has a request a line, whatever its first", async () => {
    folder.write("all-wrong.jsonl", "{\n}\n");
    const { code, out } = await runCommand(["check", "--policy", "policy.authz", "--request", "all-wrong.jsonl"]);
    expect(out.split("\n").filter((line) => line.startsWith("error   line"))).toHaveLength(2);
    expect(code).toBe(2);
  });

  test("with explanations, each at its length", async () => {
    const { out } = await ask(lines(yes, no), "--explain");
    expect(out.match(/^Explanation$/gm)).toHaveLength(2);
  });
});

describe("a body with evaluations", () => {
  const { action, ...withoutAction } = yes;
  test("has one answer with all of theirs, defaults taken whole", async () => {
    const body = { ...withoutAction, evaluations: [{ action }, { action, resource: { type: "Doc", id: "d" } }] };
    const json = await ask(JSON.stringify(body), "--format", "json");
    expect(decisions(json.out)).toEqual([[true, false]]);
    expect(json.code).toBe(1);
    expect((await ask(JSON.stringify(body))).out).toBe(
      'allowed User "ana" may read Doc "d": mine\ndenied  User "ana" may not read Doc "d": no_grant\n',
    );
  });

  test.each([
    ["execute_all", [true, false, true], 1],
    ["deny_on_first_deny", [true, false], 1],
    ["permit_on_first_permit", [true], 0],
  ])("%s", async (semantic, expected, code) => {
    const body = { evaluations: [yes, no, yes], options: { evaluations_semantic: semantic } };
    const outcome = await ask(JSON.stringify(body), "--format", "json");
    expect(decisions(outcome.out)).toEqual([expected]);
    expect(outcome.code).toBe(code);
  });

  test("an item that is no request is denied, and the exit code tells", async () => {
    const { code, out } = await ask(
      JSON.stringify({ ...withoutAction, evaluations: [{ action }, {}] }),
      "--format",
      "json",
    );
    expect(decisions(out)).toEqual([[true, false]]);
    expect(code).toBe(2);
  });

  test("none of them is a single request", async () => {
    expect(decisions((await ask(JSON.stringify({ ...yes, evaluations: [] }), "--format", "json")).out)).toEqual([true]);
  });
});
