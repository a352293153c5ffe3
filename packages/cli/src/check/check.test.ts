import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const policy = `subject User as "identity" { level?: number }
group Team of User
role auditor

assurance mfa { acr "phr"  amr "hwk", "otp"  within 15m }

resource Doc {
  owner: User
  locked: boolean = false
  action read as "can_read", pay, drop { soft: boolean }
  mine: allow owner to read, pay, drop
  audit: allow auditor to read
  clean: allow User to drop when action.soft
  stop: deny anyone to pay when resource.locked because "a locked document stays"
  fresh: require mfa, scope "docs:pay" to pay because "paying needs a fresh key"
}
scope "docs" covers * on Doc
scope "docs:pay"
`;
const ana = { type: "identity", id: "ana" };
const facts = {
  entities: [
    { ...ana, properties: { level: 3 } },
    { type: "Doc", id: "d:1", properties: { owner: ana } },
    { type: "Doc", id: "d2", properties: { owner: ana, locked: true } },
  ],
  assignments: [{ subject: { type: "identity", id: "cy" }, role: "auditor", notAfter: "2026-01-31T00:00:00Z" }],
};

/** Escape sequences and characters that turn text round. */
const steering = /\p{Cf}|(?!\n)\p{Cc}/u;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/docs.authz", policy);
  folder.write("facts.json", JSON.stringify(facts));
  folder.write("token.json", '{ "amr": ["otp"], "auth_time": 1767225600 }');
});
afterAll(() => folder.remove());

async function check(words: readonly string[], input: string | Uint8Array = ""): Promise<Outcome> {
  const outcome = await runCommand(["check", ...words, "--facts", "facts.json"], input);
  // What the version is, is another test's business.
  return { ...outcome, out: outcome.out.replace(/sha256-[0-9a-f]+/g, "sha256-…") };
}

describe("one question, for people", () => {
  const questions: readonly (readonly [what: string, words: readonly string[], code: number, out: string])[] = [
    [
      "allowed; an id may hold colons",
      ["User:ana", "read", "Doc:d:1"],
      0,
      `allowed User "ana" may read Doc "d:1"

  why     a rule allows it and none denies it (granted)
  by      allow rule mine, policy/docs.authz:11:3
  policy  sha256-…
`,
    ],
    [
      "in JSON's spelling, explained",
      ["identity:ana", "can_read", "Doc:d:1", "--explain"],
      0,
      `allowed identity "ana" may can_read Doc "d:1"

  why     a rule allows it and none denies it (granted)
  by      allow rule mine, policy/docs.authz:11:3
  policy  sha256-…

Explanation
  ✓ allow rule mine  policy/docs.authz:11:3
    ✓ User "ana" is among the owner of Doc "d:1"
`,
    ],
    [
      "denied by a rule",
      ["User:ana", "pay", "Doc:d2"],
      1,
      `denied  User "ana" may not pay Doc "d2"

  why     a rule denies it (denied_by_rule)
          a locked document stays
  by      deny rule stop, policy/docs.authz:14:3
  policy  sha256-…
`,
    ],
    [
      "allowed by nothing",
      ["anonymous", "read", "Doc:d:1"],
      1,
      `denied  anonymous may not read Doc "d:1"

  why     no rule allows it (no_grant)
  policy  sha256-…
`,
    ],
    [
      "with too few scopes",
      ["User:ana", "pay", "Doc:d:1", "--scope", "docs"],
      1,
      `denied  User "ana" may not pay Doc "d:1"

  why     the token's scopes do not suffice (insufficient_scope)
          paying needs a fresh key
  by      allow rule mine, policy/docs.authz:11:3
          require rule fresh, policy/docs.authz:15:3
  needs   a token with the scope "docs:pay" besides
          a sign-in with acr phr, or amr hwk or otp, at most 15 minutes ago (mfa)
  policy  sha256-…
`,
    ],
    [
      "after too old a sign-in",
      ["User:ana", "pay", "Doc:d:1", "--token", "token.json", "--at", "2026-01-01T00:15:01Z"],
      1,
      `denied  User "ana" may not pay Doc "d:1"

  why     it takes a stronger or a more recent sign-in (step_up_required)
          paying needs a fresh key
  by      allow rule mine, policy/docs.authz:11:3
          require rule fresh, policy/docs.authz:15:3
  needs   a sign-in with acr phr, or amr hwk or otp, at most 15 minutes ago (mfa)
  policy  sha256-…
`,
    ],
    [
      "of a property that does not fit",
      ["User:cy", "drop", "Doc:d2", "--action-properties", '{"soft": "yes"}'],
      1,
      `denied  User "cy" may not drop Doc "d2"

  why     the request does not fit what the policy declares (invalid_request)
          action.properties.soft is not true or false
  policy  sha256-…
`,
    ],
  ];
  test.each(questions)("%s", async (_what, words, code, out) => {
    expect(await check(words)).toEqual({ code, out, err: "" });
  });

  test("names that the policy does not have are decided, and noted", async () => {
    expect(await check(["Usr:ana", "reed", "Dok:1"])).toMatchObject({
      code: 1,
      err: "note: the policy has no type `Usr`; did you mean `User`?\nnote: the policy has no type `Dok`; did you mean `Doc`?\n",
    });
    expect((await check(["User:ana", "reed", "Doc:d2"])).err).toBe(
      "note: `Doc` has no action `reed`; did you mean `read`?\n",
    );
    expect((await check(["User:anna", "read", "Doc:d"])).err).toBe(
      'note: the facts name no User "anna"; did you mean "ana"?\nnote: the facts name no Doc "d"\n',
    );
    expect((await check(["Team:x", "read", "User:ana"])).err).toBe(
      "note: `Team` is no subject; its subjects are User\nnote: `User` is no resource; its resources are Doc\n",
    );
  });
});

describe("what options add to the question", () => {
  const answers: readonly (readonly [what: string, words: readonly string[], code: number])[] = [
    [
      "--token and --scope make one token",
      [
        "User:ana",
        "pay",
        "Doc:d:1",
        "--token",
        "token.json",
        "--scope",
        "docs docs:pay",
        "--at",
        "2026-01-01T00:15:00Z",
      ],
      0,
    ],
    ["a scope that covers it", ["User:ana", "read", "Doc:d:1", "--scope", "docs"], 0],
    ["a scope that does not", ["User:ana", "read", "Doc:d:1", "--scope", "docs:pay"], 1],
    ["no scope at all", ["User:ana", "read", "Doc:d:1", "--scope", ""], 1],
    ["the last moment of an assignment", ["User:cy", "read", "Doc:d2", "--at", "2026-01-31T00:00:00Z"], 0],
    ["after it", ["User:cy", "read", "Doc:d2", "--at", "2026-01-31T00:00:00.001Z"], 1],
    ["the time in --context", ["User:cy", "read", "Doc:d2", "--context", '{"time": "2026-01-31T00:00:00Z"}'], 0],
    ["a token in --context", ["User:ana", "read", "Doc:d:1", "--context", '{"token": {"scope": "docs"}}'], 0],
    ["properties of the action", ["User:cy", "drop", "Doc:d2", "--action-properties", '{"soft": true}'], 0],
    [
      "properties of the resource",
      ["User:ana", "read", "Doc:new", "--resource-properties", '{"owner": {"type": "identity", "id": "ana"}}'],
      0,
    ],
    ["properties of the subject", ["User:bo", "read", "Doc:d2", "--subject-properties", '{"roles": ["auditor"]}'], 0],
  ];
  test.each(answers)("%s", async (_what, words, code) => {
    expect(await check(words)).toMatchObject({ code, err: "" });
  });
});

test("the answer as JSON is AuthZEN's", async () => {
  const { code, out, err } = await check(["User:ana", "pay", "Doc:d2", "--format", "json", "--explain"]);
  expect(JSON.parse(out)).toEqual({
    decision: false,
    context: {
      code: "denied_by_rule",
      policy: "sha256-…",
      message: "a locked document stays",
      rules: [{ id: "stop", effect: "deny", at: "policy/docs.authz:14:3", reason: "a locked document stays" }],
      explanation: { summary: expect.stringContaining("a rule denies it"), details: [expect.anything()] },
    },
  });
  expect({ code, err }).toEqual({ code: 1, err: "" });
});

describe("questions that cannot be asked", () => {
  const errors: readonly (readonly [what: string, words: readonly string[], err: string])[] = [
    [
      "too few words",
      ["User:ana", "read"],
      "error: SUBJECT ACTION RESOURCE are needed, or --request\n  for example: authz check User:ana read Invoice:i1\n",
    ],
    [
      "too many",
      ["User:ana", "read", "Doc:1", "now"],
      "error: too many arguments for 'check'. Expected 3 arguments but got 4: User:ana, read, Doc:1, now.\n",
    ],
    [
      "no id",
      ["User:", "read", "Doc:1"],
      "error: the subject `User:` has no id\n  write it as Type:id, for example User:ana\n",
    ],
    [
      "no type",
      ["User:ana", "read", ":1"],
      "error: the resource `:1` has no type\n  write it as Type:id, for example Doc:1\n",
    ],
    [
      "no time",
      ["User:ana", "read", "Doc:1", "--at", "2026-02-30T00:00:00Z"],
      "error: --at takes a time, not `2026-02-30T00:00:00Z`\n  write it as 2026-01-31T00:00:00Z\n",
    ],
    [
      "no JSON object",
      ["User:ana", "read", "Doc:1", "--context", "[]"],
      'error: --context takes a JSON object, not a list\n  write it as {"name": value}\n',
    ],
    [
      "no JSON",
      ["User:ana", "read", "Doc:1", "--context", "{ip: 1}"],
      `error[files/malformed-json]: this is not JSON: a name in double quotes was expected, not \`ip\`
 --> --context:1:2
  |
1 | {ip: 1}
  |  ^^
  = help: write names as strings: "name": value

error: --context could not be read
`,
    ],
    [
      "no such token",
      ["User:ana", "read", "Doc:1", "--token", "tokn.json"],
      "error[files/not-found]: there is no file or folder `tokn.json`\n --> tokn.json\n  = help: did you mean `token.json`?\n\nerror: --token could not be read\n",
    ],
    [
      "the token twice",
      ["User:ana", "read", "Doc:1", "--token", "token.json", "--context", '{"token": {}}'],
      "error: the token is given twice: in --context and by --token\n  keep one of the two\n",
    ],
    [
      "the time twice",
      ["User:ana", "read", "Doc:1", "--at", "2026-01-01T00:00:00Z", "--context", '{"time": ""}'],
      "error: the time is given twice: in --context and by --at\n  keep one of the two\n",
    ],
    [
      "a question beside a request",
      ["User:ana", "read", "Doc:1", "--request", "-"],
      "error: SUBJECT ACTION RESOURCE do not go with --request\n  leave them away, or leave --request away\n",
    ],
    [
      "an option beside a request",
      ["--scope", "docs", "--request", "-"],
      "error: --scope does not go with --request\n  write it into the request\n",
    ],
    ["an option that there is not", ["--explian"], "error: unknown option '--explian'\n(Did you mean --explain?)\n"],
  ];
  test.each(errors)("%s", async (_what, words, err) => {
    expect(await check(words)).toEqual({ code: 2, out: "", err });
  });

  test("of a policy that does not compile", async () => {
    folder.write("broken.authz", "subject User\nrole a includes nobody\n");
    const words = ["User:ana", "read", "Doc:1", "--policy", "broken.authz"];
    const text = await check(words);
    expect(text.err).toMatch(/^error\[names\/unknown-role\][^]*\n\nerror: the policy could not be used\n$/);
    expect(text).toMatchObject({ code: 2, out: "" });
    const json = await check([...words, "--format", "json"]);
    expect(JSON.parse(json.out)).toEqual({
      error: {
        message: "the policy could not be used",
        diagnostics: [expect.objectContaining({ code: "names/unknown-role" })],
      },
    });
    expect(json).toMatchObject({ code: 2, err: "" });
  });

  test("with facts that are wrong", async () => {
    folder.write("wrong.yaml", "entities:\n  - { type: identity, id: zoe, properties: { level: high } }\n");
    const { code, out, err } = await check(["User:ana", "read", "Doc:1", "--facts", "wrong.yaml"]);
    expect(err).toContain(" --> wrong.yaml:2:53 (/entities/0/properties/level)\n");
    expect(err).toMatch(/\n\nerror: the facts could not be used\n$/);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

test("names cannot steer the terminal", async () => {
  const nasty = "\u001b[2J\u202e\n";
  folder.write(
    "nasty.authz",
    'subject User\nresource Doc {\n  action read\n  allow User to read when resource.id == "x" because "\\u001b[2J"\n}\n',
  );
  const words = [`User:${nasty}`, "read", "Doc:x", "--policy", "nasty.authz", "--explain"];
  for (const format of ["text", "json"]) {
    const { code, out, err } = await runCommand(["check", ...words, "--format", format]);
    expect(code).toBe(0);
    expect(out + err).not.toMatch(steering);
  }
  const usage = await runCommand(["check", `User${nasty}`, "read", "Doc:x", "--policy", "nasty.authz"]);
  expect(usage.err).toContain("`User\\u{1b}[2J\\u{202e}\\u{a}`");
  expect((await runCommand([`chek${nasty}`])).err).not.toMatch(steering);
  expect((await runCommand(["lint", "--policy", `x${nasty}`])).out).not.toMatch(steering);
});
