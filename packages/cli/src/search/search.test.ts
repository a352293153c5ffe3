import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const policy = `subject User as "identity"
subject Service
group Team of User
role auditor for User, Team, all Service
resource Doc as "doc" {
  owner: User
  public: boolean = false
  role editor
  action read as "can_read"
  action edit, drop
  action tag { to: string }
  allow editor, auditor, owner to read
  allow anyone to read when resource.public
  allow editor to edit
  allow owner to tag when action.to == "x"
}
resource Wall { action paint, read  allow User to paint  deny anyone to paint when context has ip and context.ip == ip "192.0.2.1" }
context { ip?: ip }
scope "look" covers read on *
`;
const user = (id: string) => ({ type: "identity", id });
const facts = {
  entities: [
    user("ana"),
    user("bo"),
    { ...user("cy"), groups: { type: "Team", id: "eu" } },
    user("=HYPERLINK(1)"),
    user('\u001b[2Jx\u202ey, "z"'),
    { type: "Service", id: "erp" },
    { type: "doc", id: "d1", properties: { owner: user("ana") } },
    { type: "doc", id: "d2", properties: { owner: user("bo"), public: true } },
    { type: "doc", id: "d:3", properties: { owner: user("bo") } },
    { type: "Wall", id: "w" },
  ],
  assignments: [
    { subject: { type: "Team", id: "eu" }, role: "editor", resource: { type: "doc", id: "d1" } },
    { subject: user("=HYPERLINK(1)"), role: "editor", resource: { type: "doc", id: "d:3" } },
    { subject: user('\u001b[2Jx\u202ey, "z"'), role: "editor", resource: { type: "doc", id: "d:3" } },
    { subject: user("bo"), role: "auditor", notAfter: "2026-01-01T00:00:00Z" },
  ],
};

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/docs.authz", policy);
  folder.write("facts.json", JSON.stringify(facts));
  folder.write("token.json", '{ "scope": "look" }');
  folder.write("bad.json", "{");
  folder.write("no-facts.json", "{}");
  folder.write(
    "lockers.authz",
    "subject User\nresource Locker { action open  allow User to open when subject.id == resource.id }",
  );
});
afterAll(() => folder.remove());

async function search(...words: readonly string[]): Promise<Outcome> {
  return await runCommand(words.includes("--facts") ? words : [...words, "--facts", "facts.json"]);
}

/** What was typed, the exit code, what is answered. */
type Golden = readonly [what: string, words: readonly string[], code: number, out: string];

describe("for people", () => {
  const questions: readonly Golden[] = [
    [
      "who: through an attribute and a group",
      ["who", "read", "Doc:d1", "--at", "2026-06-01T00:00:00Z"],
      0,
      `who may read Doc "d1"

  User "ana"
  User "cy"
`,
    ],
    [
      "who: a role that has ended since; names as JSON has them",
      ["who", "can_read", "doc:d1", "--at", "2025-06-01T00:00:00Z"],
      0,
      `who may read doc "d1"

  User "ana"
  User "bo"
  User "cy"
`,
    ],
    [
      "who: everyone, known or not, by whatever name",
      ["who", "read", "Doc:d2", "--type", "identity", "--limit", "2"],
      0,
      `who may read Doc "d2"

  User "\\u001b[2Jx\\u{202e}y, \\"z\\""
  User "=HYPERLINK(1)"
  and more of type User, beyond --limit
  and everyone of type User whom the facts do not name
`,
    ],
    ["who: anonymous", ["who", "read", "Doc:d2", "--type", "anonymous"], 0, `who may read Doc "d2"\n\n  anonymous\n`],
    ["who: nobody", ["who", "drop", "Doc:d1"], 1, `nobody may drop Doc "d1"\n`],
    [
      "who: an id cannot steer the terminal",
      ["who", "edit", "Doc:d:3"],
      0,
      `who may edit Doc "d:3"

  User "\\u001b[2Jx\\u{202e}y, \\"z\\""
  User "=HYPERLINK(1)"
`,
    ],
    [
      "what: every action of each resource, in one line",
      ["what", "User:ana"],
      0,
      `what User "ana" may do

  Doc "d1": read
  Doc "d2": read
  Wall "w": paint
  and every Wall that the facts do not name: paint
`,
    ],
    [
      "what: narrowed to an action and a type, no more than so many",
      ["what", "identity:=HYPERLINK(1)", "--action", "can_read", "--type", "doc", "--limit", "1"],
      0,
      `what identity "=HYPERLINK(1)" may do

  Doc "d2": read
  and more of type Doc, beyond --limit
`,
    ],
    [
      "what: it depends on ids whether there is more",
      ["what", "User:ana", "--policy", "lockers.authz", "--facts", "no-facts.json"],
      1,
      `User "ana" may do nothing

  and perhaps some Locker that the facts do not name: open
`,
    ],
    ["what: anonymous", ["what", "anonymous"], 0, `what anonymous may do\n\n  Doc "d2": read\n`],
    [
      "what: a token's scopes",
      ["what", "User:ana", "--token", "token.json", "--type", "Wall"],
      1,
      `User "ana" may do nothing of type Wall\n`,
    ],
    [
      "what: a context",
      ["what", "User:ana", "--type", "Wall", "--context", '{"ip":"192.0.2.1"}'],
      1,
      `User "ana" may do nothing of type Wall\n`,
    ],
    ["what: nothing", ["what", "Service:erp", "--action", "edit"], 1, `Service "erp" may edit nothing\n`],
  ];
  test("who: an id that nobody has heard of", async () => {
    expect(await search("who", "paint", "Wall:new", "--type", "Service")).toEqual({
      code: 1,
      out: 'nobody may paint Wall "new"\n',
      err: 'note: the facts name no Wall "new"\n',
    });
  });

  test.each(questions)("%s", async (_what, words, code, out) => {
    expect(await search(...words)).toEqual({ code, out, err: "" });
  });
});

describe("for programs", () => {
  test("who, as JSON", async () => {
    const { code, out } = await search("who", "read", "Doc:d2", "--limit", "1", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      action: { name: "can_read" },
      resource: { type: "doc", id: "d2" },
      results: [
        { type: "Service", id: "erp" },
        { type: "identity", id: '\u001b[2Jx\u202ey, "z"' },
        { type: "anonymous", id: "" },
      ],
      complete: false,
      others: [{ type: "Service" }, { type: "identity" }],
      perhaps: [],
      cut: [{ type: "identity" }],
    });
    expect(out).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
  });

  test("what, as JSON", async () => {
    const { code, out } = await search("what", "User:cy", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      subject: { type: "identity", id: "cy" },
      results: [
        { type: "doc", id: "d1", actions: ["edit", "can_read"] },
        { type: "doc", id: "d2", actions: ["can_read"] },
        { type: "Wall", id: "w", actions: ["paint"] },
      ],
      complete: false,
      others: [{ type: "Wall", actions: ["paint"] }],
      perhaps: [],
      cut: [],
    });
  });

  test("nobody, as JSON", async () => {
    const { code, out } = await search("who", "drop", "Doc:d1", "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ results: [], complete: true, others: [], cut: [] });
  });

  test("who, as CSV: no id becomes a formula, breaks out of its field or steers the terminal", async () => {
    expect(await search("who", "edit", "Doc:d:3", "--format", "csv")).toEqual({
      code: 0,
      out: `type,id
identity,"\\u{1b}[2Jx\\u{202e}y, ""z"""
identity,'=HYPERLINK(1)
`,
      err: "",
    });
  });

  test("what, as CSV: a line for each action; what has no place in the table is said aside", async () => {
    expect(await search("what", "User:cy", "--format", "csv")).toEqual({
      code: 0,
      out: `type,id,action
doc,d1,edit
doc,d1,can_read
doc,d2,can_read
Wall,w,paint
`,
      err: "note: and every Wall that the facts do not name: paint\n",
    });
  });

  test("nothing, as CSV, is a table without lines", async () => {
    expect(await search("what", "Service:erp", "--action", "edit", "--format", "csv")).toEqual({
      code: 1,
      out: "type,id,action\n",
      err: "",
    });
  });
});

describe("what cannot be asked", () => {
  const refused: readonly (readonly [words: readonly string[], err: string])[] = [
    [["who", "read"], "error: ACTION RESOURCE are needed\n  for example: authz who read Invoice:i1\n"],
    [["who", "read", "Doc:d1", "Doc:d2"], "error: too many arguments for 'who'"],
    [["who", "raed", "Doc:d1"], "error: `Doc` has no action `raed`\n  did you mean `read`?\n"],
    [["who", "read", "Dco:d1"], "error: the policy has no type `Dco`\n  did you mean `Doc`?\n"],
    [["who", "read", "Doc"], "error: the resource `Doc` has no id\n  write it as Type:id, for example Doc:1\n"],
    [["who", "read", "Doc:d1", "--type", "Team"], "error: `Team` is no subject\n  its subjects are Service, User\n"],
    [
      ["who", "read", "Doc:d1", "--limit", "0"],
      "error: --limit takes a whole number from 1, not `0`\n  without it, all are found\n",
    ],
    [["who", "read", "Doc:d1", "--context", '{"ip":"x"}'], "error: it could not be asked: "],
    [["what"], "error: SUBJECT is needed\n  for example: authz what User:ana\n"],
    [["what", "Usr:ana"], "error: the policy has no type `Usr`\n  did you mean `User`?\n"],
    [["what", "User:ana", "--type", "User"], "error: `User` is no resource\n  its resources are Doc, Wall\n"],
    [
      ["what", "User:ana", "--action", "paint", "--type", "Doc"],
      "error: `Doc` has no action `paint`\n  its actions are drop, edit, read, tag\n",
    ],
    [["what", "User:ana", "--action", "pant"], "error: the policy has no action `pant`\n  did you mean `paint`?\n"],
    [
      ["what", "User:ana", "--at", "today"],
      "error: --at takes a time, not `today`\n  write it as 2026-01-31T00:00:00Z\n",
    ],
  ];
  test.each(refused)("%j", async (words, err) => {
    const outcome = await search(...words);
    expect([outcome.code, outcome.out]).toEqual([2, ""]);
    expect(outcome.err.slice(0, err.length)).toBe(err);
  });

  test("facts that cannot be read", async () => {
    const text = await runCommand(["what", "User:ana", "--facts", "bad.json"]);
    expect([text.code, text.out]).toEqual([2, ""]);
    expect(text.err).toContain("error: the facts could not be used");
    const json = await runCommand(["who", "read", "Doc:d1", "--facts", "bad.json", "--format", "json"]);
    expect([json.code, json.err]).toEqual([2, ""]);
    expect(JSON.parse(json.out)).toHaveProperty("error.message", "the facts could not be used");
  });
});
