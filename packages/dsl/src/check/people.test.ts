import { describe, expect, test } from "@jest/globals";
import type { People } from "@authz/model";
import { findingsIn, policyIn, roleIn } from "../testing/policy.ts";

const declarations = `subject User
subject Service
group Team of User, Team
role manager
resource Account in Account {
  owner: User
  kind: string
  role admin
}
resource Invoice in Account {
  amount: number
  submitter: User
  team: Team
  reviewers: set of User | Team
  account: Account
  accounts?: set of Account
  payer: User | Account
  role editor
  action read
`;

/** What people in a rule of the resource become. */
function peopleOf(people: string): People | undefined {
  return policyIn(`${declarations}  x: allow ${people} to read\n}`).rules.find(({ id }) => id === "x")?.who;
}

const member = (...names: readonly string[]): People => ({
  kind: "member",
  path: names.slice(0, -1),
  name: names.at(-1) ?? "",
});
const user: People = { kind: "type", type: "User" };

describe("names of people", () => {
  test.each<[string, People]>([
    ["anyone", { kind: "anyone" }],
    ["User", user],
    ["manager", { kind: "role", role: "manager" }],
    ["editor", member("editor")],
    ["submitter", member("submitter")],
    ["team", member("team")],
    ["reviewers", member("reviewers")],
    ["payer", member("payer")],
    ["parent.admin", member("parent", "admin")],
    ["parent.parent.owner", member("parent", "parent", "owner")],
    ["account.admin", member("account", "admin")],
    ["accounts.admin", member("accounts", "admin")],
    ["payer.admin", member("payer", "admin")],
    [
      "User and (editor or (submitter or team))",
      { kind: "and", items: [user, { kind: "or", items: [member("editor"), member("submitter"), member("team")] }] },
    ],
    [
      "editor, User but not team",
      { kind: "butNot", people: { kind: "or", items: [member("editor"), user] }, except: member("team") },
    ],
  ])("%s", (text, people) => {
    expect(peopleOf(text)).toEqual(people);
  });

  test.each([
    ["Team", "names/not-people: Team"],
    ["Account", "names/not-people: Account"],
    ["amount", "names/not-people: amount"],
    ["account", "names/not-people: account"],
    ["parent", "names/not-people: parent"],
    ["edtor", "names/unknown-people: edtor → editor"],
    ["Usr", "names/unknown-people: Usr → User"],
    ["anonymous", "names/unknown-people: anonymous"],
    ["admin", "names/unknown-people: admin"],
    ["parent.amdin", "names/unknown-people: amdin → admin"],
    ["parent.kind", "names/not-people: kind"],
    ["parnt.admin", "names/unknown-step: parnt → parent"],
    ["User.admin", "names/unknown-step: User"],
    ["manager.admin", "names/unknown-step: manager"],
    ["editor.admin", "names/unknown-step: editor"],
    ["resource.editor", "names/unknown-step: resource"],
    ["submitter.admin", "names/not-a-resource: submitter"],
    ["team.admin", "names/not-a-resource: team"],
    ["amount.admin", "names/not-a-resource: amount"],
    ["parent.kind.admin", "names/not-a-resource: kind"],
  ])("%s is none", (text, finding) => {
    expect(findingsIn(`${declarations}  allow ${text} to read\n}`)).toEqual([finding]);
  });

  test("every name that is none is reported, and only it", () => {
    expect(findingsIn(`${declarations}  allow (edtor or editor) and User but not (Team or manger) to read\n}`)).toEqual(
      ["names/unknown-people: edtor → editor", "names/not-people: Team", "names/unknown-people: manger → manager"],
    );
  });
});

describe("at top level", () => {
  const two = `subject User
role manager
resource Account { owner: User  role admin }
resource Folder in Account { owner: User  role viewer  action read }
resource Report in Folder { owner: User  role viewer, author  action read }
`;
  test.each([
    ["allow viewer, owner, manager, User to read on Folder, Report", []],
    ["allow viewer to read on *", []],
    ["allow author to read on Report", []],
    ["allow author to read on Folder, Report", ["names/not-on-every-target: author"]],
    ["allow author to read on *", ["names/not-on-every-target: author"]],
    ["allow parent.admin to read on Folder", []],
    ["allow parent.admin, parent.viewer to read on Folder, Report", []],
    ["allow admin to read on Folder", ["names/unknown-people: admin"]],
    ["allow Folder.viewer to read on Folder", ["names/unknown-step: Folder"]],
  ])("a name is there on every target, a path on one it leads to: %s", (rule, found) => {
    expect(findingsIn(two + rule)).toEqual(found);
  });

  test("the first step of a path is there on every target", () => {
    const text = `${two}resource Note { author: User  action read }\nallow parent.owner to read on Folder, Note`;
    expect(findingsIn(text)).toEqual(["names/not-on-every-target: parent"]);
  });
});

describe("the subjects that guards can see", () => {
  const types = `subject User { level: number }
subject Service { level: string }
resource R {
  role editor
  action read
`;
  test.each([
    ["User", []],
    ["User and editor", []],
    ["User but not Service", []],
    ["User but not editor", []],
    ["anyone but not Service", ["types/attributes-disagree: level"]],
    ["User or editor", ["types/attributes-disagree: level"]],
    ["editor", ["types/attributes-disagree: level"]],
    ["User, Service", ["types/attributes-disagree: level"]],
  ])("%s", (who, found) => {
    expect(findingsIn(`${types}  allow ${who} to read when subject.level > 3\n}`)).toEqual(found);
  });
});

describe("who has a role by `if`", () => {
  test("is seen from the resource that the role is on, in guards too", () => {
    const text = `${declarations}  role viewer, reader if parent.admin or manager when resource.amount > 3 unless subject is manager_ }`;
    expect(findingsIn(text)).toEqual(["types/role-in-derivation: subject is manager_"]);
    const policy = policyIn(
      `${declarations}  role viewer, reader if parent.admin or manager when resource.amount > 3 }`,
    );
    expect(roleIn(policy, "viewer", "Invoice").derived).toMatchObject({
      people: { kind: "or", items: [member("parent", "admin"), { kind: "role", role: "manager" }] },
      guards: [{ kind: "compare", operator: ">" }],
    });
    expect(roleIn(policy, "reader", "Invoice").derived).toEqual(roleIn(policy, "viewer", "Invoice").derived);
  });

  test("an application-wide role sees no resource", () => {
    const text = "subject User { staff: boolean }\nrole boss\nresource R { role editor }\n";
    expect(findingsIn(`${text}role chief if boss and User when subject.staff`)).toEqual([]);
    expect(findingsIn(`${text}role chief if editor`)).toEqual(["names/unknown-people: editor"]);
    expect(findingsIn(`${text}role chief if parent.boss`)).toEqual(["names/unknown-step: parent"]);
    expect(findingsIn(`${text}role chief if boss when resource.x > 3`)).toHaveLength(1);
  });
});
