import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const policy = `/// People who sign in.
subject User { department: string, level: number }
/// Some of them.
group Team of User, Team
role auditor
role manager
/// A customer.
resource Account {
  role admin
  action open
  allow admin, auditor, manager to open
}
/// What a customer owes us.
resource Invoice in Account {
  amount: number
  reviewers: set of User
  role preparer if parent.admin
  role approver if parent.admin
  role viewer for User, Account.admin
  action read
  allow preparer, approver, viewer, reviewers to read
}
exclusive Invoice.preparer, Invoice.approver
`;

const facts = `{
  "entities": [
    { "type": "User", "id": "ana", "properties": { "department": "sales" }, "groups": [{ "type": "Team", "id": "eu" }] },
    { "type": "User", "id": "bo" },
    { "type": "Account", "id": "acme" },
    { "type": "Invoice", "id": "i1", "parent": { "type": "Account", "id": "acme" },
      "properties": { "amount": 1, "reviewers": [{ "type": "User", "id": "ana" }, { "type": "User", "id": "boo" }] } },
    { "type": "Invoice", "id": "i2", "parent": { "type": "Account", "id": "acme" }, "properties": { "amount": 2 } },
    { "type": "Invoice", "id": "i3", "parent": { "type": "Account", "id": "amce" }, "properties": { "amount": 3, "reviewers": [] } }
  ],
  "assignments": [
    { "subject": { "type": "User", "id": "ana" }, "role": "admin", "resource": { "type": "Account", "id": "acme" } },
    { "subject": { "type": "User", "id": "bo" }, "role": "auditor", "notBefore": "2019-01-01T00:00:00Z", "notAfter": "2020-01-01T00:00:00Z" },
    { "subject": { "type": "User", "id": "bo" }, "role": "auditor", "notBefore": "2030-01-01T00:00:00Z", "notAfter": "2029-01-01T00:00:00Z" },
    { "subject": { "type": "User", "id": "boo" }, "role": "viewer", "resource": { "type": "Invoice", "id": "i9" } }
  ]
}
`;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/policy.authz", policy);
  folder.write("facts.json", facts);
});
afterAll(() => folder.remove());

async function findings(...more: readonly string[]): Promise<readonly string[]> {
  const { out } = await runCommand(["lint", "--facts", "facts.json", ...more, "--format", "json"]);
  const report = JSON.parse(out) as {
    readonly diagnostics: readonly {
      readonly severity: string;
      readonly code: string;
      readonly message: string;
      readonly location: { readonly line: number; readonly pointer?: string };
    }[];
  };
  return report.diagnostics
    .filter(({ code }) => /^(?:data|facts)\//.test(code))
    .map(
      ({ severity, code, message, location }) =>
        `${location.line} ${location.pointer ?? ""} ${severity} ${code}: ${message}`,
    );
}

test("what loads and is suspicious is found where it stands", async () => {
  expect(await findings()).toEqual([
    '1  warning facts/separation-of-duty: User "ana" holds `approver`, `preparer` of Invoice "i1" and 1 more, which exclude one another',
    "3 /entities/0 warning data/absent-attribute: no entity of type User has `level`",
    "3 /entities/0/groups/0 info data/undescribed-type: one Team is named, and none is described",
    '4 /entities/1 warning data/absent-attribute: User "bo" lacks `department`',
    '7 /entities/3/properties/reviewers/1 warning data/dangling-reference: User "boo" is named in `reviewers` and in another place, but nothing describes it',
    '8 /entities/4 warning data/absent-attribute: Invoice "i2" lacks `reviewers`',
    '9 /entities/5/parent warning data/dangling-reference: Account "amce" is named as a parent, but nothing describes it',
    "11 /assignments info data/unassigned-role: nobody has the role `manager`",
    '13 /assignments/1/notAfter info data/expired-assignment: the assignment of `auditor` to User "bo" ended on 2020-01-01T00:00:00Z',
    '14 /assignments/2/notAfter warning data/never-in-force: the assignment of `auditor` to User "bo" ends before it begins',
    '15 /assignments/3/resource warning data/dangling-reference: Invoice "i9" is named as the resource of an assignment, but nothing describes it',
  ]);
});

test("none of it fails a run, unless warnings do", async () => {
  expect((await runCommand(["lint", "--facts", "facts.json"])).code).toBe(0);
  expect((await runCommand(["lint", "--facts", "facts.json", "--max-warnings", "0"])).code).toBe(1);
});

test("levels of the configuration are for facts, too", async () => {
  const rules = {
    "data/unassigned-role": "off",
    "data/expired-assignment": "error",
    "facts/separation-of-duty": "info",
  };
  folder.write("levels.json", JSON.stringify({ lint: { rules } }));
  const found = await findings("--config", "levels.json");
  expect(found.filter((one) => one.includes("data/unassigned-role"))).toEqual([]);
  expect(found.filter((one) => / error | facts\//.test(one))).toEqual([
    expect.stringContaining(" info facts/separation-of-duty: "),
    expect.stringContaining(" error data/expired-assignment: "),
  ]);
  expect((await runCommand(["lint", "--facts", "facts.json", "--config", "levels.json"])).code).toBe(1);
});

test("what keeps facts from being loaded stays an error", async () => {
  folder.write("levels.json", JSON.stringify({ lint: { rules: { "facts/unknown-type": "off" } } }));
  const { code, err } = await runCommand(["lint", "--facts", "facts.json", "--config", "levels.json"]);
  expect(err).toContain("there is no `facts/unknown-type` here");
  expect(code).toBe(2);
});

test("facts of several files are one set: what one names another may describe", async () => {
  folder.write(
    "more.yaml",
    "entities:\n  - { type: Team, id: eu }\n  - { type: User, id: boo, properties: { department: x, level: 1 } }\n",
  );
  const found = await findings("--facts", "more.yaml");
  expect(found.filter((one) => one.includes("Team") || one.includes('"boo"'))).toEqual([]);
});

test("an excerpt shows the place in the facts", async () => {
  const { out } = await runCommand(["lint", "--facts", "facts.json"]);
  expect(out).toContain(`
info[data/undescribed-type]: one Team is named, and none is described
 --> facts.json:3:88 (/entities/0/groups/0)
  |
3 | …na", "properties": { "department": "sales" }, "groups": [{ "type": "Team", "id": "eu" }] },
  |                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: give the file that describes them too, if there is one (\`--facts\` may be repeated)
`);
});
