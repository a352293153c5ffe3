import { describe, expect, test } from "@jest/globals";
import { findingsIn, messagesIn, policyIn, roleIn, typeIn } from "../../testing/policy.ts";

describe("one declaration per name", () => {
  test.each([
    ["subject User\nsubject User", ["names/duplicate: User"]],
    ["subject User\ngroup User of User", ["names/duplicate: User"]],
    ["subject User\nrole User", ["names/duplicate: User"]],
    ["role boss\nsubject boss", ["names/duplicate: boss"]],
    ["subject User\nrole a, b, a", ["names/duplicate: a"]],
    ["subject User { a: string  b: string  a: number }", ["names/duplicate: a"]],
    ["subject User { r: { a: string  a: number } }", ["names/duplicate: a"]],
    ["subject User\nresource R { a: string  role a }", ["names/duplicate: a"]],
    ["subject User\nresource R { action a, b, a }", ["names/duplicate: a"]],
    ["subject User\nresource R { action a { x: string  x: string } }", ["names/duplicate: x"]],
    ["subject User\ncontext { a: string }\ncontext { a: string }", ["names/duplicate: a"]],
    ["subject User\ntoken { a: string }\ntoken { a: string }", ["names/duplicate: a"]],
    ["subject User\nassurance m { within 5m }\nassurance m { within 5m }", ["names/duplicate: m"]],
    [
      'subject User\nresource R { action a }\nscope "s" covers a on R\nscope "s" covers a on R',
      ['names/duplicate: "s"'],
    ],
    [
      "subject User\nresource R { action a }\nscope none covers a on R\nscope none covers a on R",
      ["names/duplicate: scope"],
    ],
  ])("%s", (text, found) => {
    expect(findingsIn(text)).toEqual(found);
  });

  test("the first of two is pointed at, wherever the file comes in the list", () => {
    expect(messagesIn("subject User\nrole x\nresource R { x: string }")).toEqual([
      "names/shadows: `x` is the name of an attribute of `R` and of an application-wide role",
    ]);
  });

  test("the members of a duplicate are still known, and not reported again", () => {
    const text =
      "subject User\nresource R { role a  action r }\nresource R { role a, b  action r, s  allow a, b to s }";
    expect(findingsIn(text)).toEqual(["names/duplicate: R"]);
  });

  test("labels are unique in the whole policy", () => {
    const text = "subject User\nresource R { action r\n  a: allow User to r\n}\na: deny User to r on R";
    expect(findingsIn(text)).toEqual(["names/duplicate: a"]);
  });

  test("attributes, roles and actions of different types, and actions and attributes, may be called the same", () => {
    expect(
      findingsIn("subject User { a: string }\nresource R { a: string  action a }\nresource S { role a  action a }"),
    ).toEqual([]);
  });

  test.each([
    ["subject User\nrole x\nresource R { role x }", ["names/shadows: x"]],
    ["subject User\nresource R { User: string }", ["names/shadows: User"]],
    ["subject User { R: string }\nresource R", []],
    ["subject User { R: string }\nresource User { x: string }\nresource R", ["names/shadows: R"]],
  ])("names of resources hide no type and no application-wide role: %s", (text, found) => {
    expect(findingsIn(text)).toEqual(found);
  });

  test.each([
    ["subject User\nrole admin\nrole Admin", ["names/case-only: Admin"]],
    ["subject User\nresource R { size: string  role Size }", ["names/case-only: Size"]],
    ["subject User\nresource R { action read, Read }", ["names/case-only: Read"]],
    ["subject User\nresource R { user: User  action user }", []],
  ])("names that differ in case only: %s", (text, found) => {
    expect(findingsIn(text)).toEqual(found);
    expect(policyIn(text).kind).toBe("policy");
  });
});

describe("reserved names", () => {
  test.each([
    ["subject User { id: string }", ["names/reserved: id"]],
    ["group G of User { id: string }\nsubject User", ["names/reserved: id"]],
    ["subject User { roles: string  groups: string  parent: string  time: string }", ["groups", "roles"]],
    ["subject User\nresource R { roles: string  groups: string  parent: User  name: string }", []],
    ["subject User\nresource R in R { parent: User }", ["names/reserved: parent"]],
    ["subject User\nresource R in R { role parent }", ["names/reserved: parent"]],
    ["subject User\nresource User { roles: string }", ["names/reserved: roles"]],
    [
      "subject User\ncontext { token: string  time: time  active_roles: set of string }",
      ["active_roles", "time", "token"],
    ],
    ["subject User\ntoken { time: time  active_roles: string }", []],
    ["subject User\nresource R { action a { name: string  soft: boolean } }", ["names/reserved: name"]],
    ["subject User { r: { id: string  name: string } }", []],
    ["subject anonymous", ["names/reserved: anonymous"]],
    ["subject User\nrole anonymous", ["names/reserved: anonymous"]],
    ['subject User as "anonymous"', ['names/reserved: "anonymous"']],
    ['subject User { x: string as "roles" }', ['names/reserved: "roles"']],
    ['subject User { number_: string as "id" }', []],
    ['subject User\ncontext { x: time as "time" }', ['names/reserved: "time"']],
    ["subject User\ntoken { sub: string }", ["names/known-claim: sub"]],
    ['subject User\ntoken { x: string as "aud" }', ['names/known-claim: "aud"']],
  ])("%s", (text, found) => {
    const findings = findingsIn(text).map((finding) =>
      found[0]?.includes(":") ? finding : finding.replace(/^.*: /, ""),
    );
    expect(findings.toSorted()).toEqual(found);
  });
});

describe("spellings in JSON", () => {
  test("are what `as` says, or the name", () => {
    const policy = policyIn(`subject User as "identity" { mail: string as "e-mail" }
resource Todo as "todo" {
  role owner as "can_own", viewer
  action read as "can_read", write
}
token { tenant: string as "https://acme.example/tenant" }`);
    const todo = typeIn(policy, "Todo");
    expect([typeIn(policy, "User").wire, todo.wire]).toEqual(["identity", "todo"]);
    expect(typeIn(policy, "User").attributes.map(({ wire }) => wire)).toEqual(["e-mail"]);
    expect(todo.resource?.roles.map(({ wire }) => wire)).toEqual(["can_own", "viewer"]);
    expect(todo.resource?.actions.map(({ wire }) => wire)).toEqual(["can_read", "write"]);
    expect(policy.token.find(({ name }) => name === "tenant")?.wire).toBe("https://acme.example/tenant");
  });

  test.each([
    ['subject User\nresource R as "User"', ['names/duplicate-wire-name: "User"']],
    ['resource R as "User"\nsubject User', ['names/duplicate-wire-name: "User"']],
    ['subject User { a: string  b: string as "a" }', ['names/duplicate-wire-name: "a"']],
    ['subject User\nresource R { role a as "x", b as "x" }', ['names/duplicate-wire-name: "x"']],
    ['subject User\nresource R { action a as "x", x }', ['names/duplicate-wire-name: "x"']],
    ['subject User\nresource R { a: string as "x"  role x  action y as "x" }', []],
    ['subject User as "user"\nrole boss as "user"', []],
  ])("differ: %s", (text, found) => {
    expect(findingsIn(text)).toEqual(found);
  });
});

describe("a name that is a subject and a resource", () => {
  test("is one type with the attributes of both", () => {
    const type = typeIn(
      policyIn(`subject User { mail: string }
group Team of User, Team { size: number }
resource User as "user" in Team { boss: User  role owner  action see  allow owner, boss to see }
resource Team`),
      "User",
    );
    expect(type).toMatchObject({ subject: true, wire: "user", resource: { parents: ["Team"] } });
    expect(type.attributes.map(({ name }) => name)).toEqual(["boss", "mail"]);
  });

  test.each([
    ["subject User { a: string }\nresource User { a: string }", ["names/duplicate: a"]],
    ["subject User { a: string }\nresource User { role a }", ["names/duplicate: a"]],
    ['subject User as "a"\nresource User as "b"', ['names/two-wire-names: "b"']],
    ['subject User as "a"\nresource User as "a"', []],
  ])("%s", (text, found) => {
    expect(findingsIn(text)).toEqual(found);
  });
});

describe("types of attributes", () => {
  test("are resolved, in canonical order", () => {
    const { attributes } = typeIn(
      policyIn(`subject User
group Team of User
resource R { a: Team | User  b: set of R  c: "y" | "x"  d: { z: ip  y?: time }  e: duration = 5m }`),
      "R",
    );
    expect(attributes).toMatchObject([
      { name: "a", type: { kind: "entity", types: ["Team", "User"] } },
      { name: "b", type: { kind: "set", of: { kind: "entity", types: ["R"] } } },
      { name: "c", type: { kind: "enum", values: ["x", "y"] } },
      {
        name: "d",
        type: {
          kind: "record",
          attributes: [
            { name: "y", optional: true, type: { kind: "time" } },
            { name: "z", type: { kind: "ip" } },
          ],
        },
      },
      { name: "e", default: { kind: "duration", text: "5m" } },
    ]);
  });

  test.each([
    ["subject User { a: Usr }", ["names/unknown-type: Usr → User"]],
    ["subject User { a: nubmer }", ["names/unknown-type: nubmer → number"]],
    ["subject User { a: set of Strin }", ["names/unknown-type: Strin → string"]],
    ["subject User { a: boss }\nrole boss", ["names/wrong-kind: boss"]],
    ["subject User { a: User | User }", ["names/repeated: User"]],
    ['subject User { a: "x" | "y" | "x" }', ['names/repeated: "x"']],
    ["subject User\nresource R in User", ["names/wrong-kind: User"]],
    ["subject User\nresource R in Q", ["names/unknown-type: Q"]],
    ["subject User\nresource R in R, R", ["names/repeated: R"]],
    ["subject User\ngroup G of R\nresource R", ["names/wrong-kind: R"]],
  ])("%s", (text, found) => {
    expect(findingsIn(text)).toEqual(found);
  });

  test("what is unknown is reported where it is declared, and not where it is used", () => {
    const text = `subject User
resource R in Nowhere {
  owner: Usr
  size: Nmber
  role a if owner or parent.admin
  action r
  allow owner, parent.admin to r when resource.size > 3 and resource.owner == subject
}`;
    expect(findingsIn(text)).toEqual([
      "names/unknown-type: Nowhere",
      "names/unknown-type: Usr → User",
      "names/unknown-type: Nmber → number",
    ]);
  });

  test.each([
    ["a: number = 3", []],
    ["a: number = -3", []],
    ['a: string = ""', []],
    ['a: time = time "2026-01-31T00:00:00Z"  b: ip = ip "10.0.0.0/8"  c: boolean = false', []],
    ['a: number = "3"', ['attributes/wrong-default: "3"']],
    ["a: string = 3", ["attributes/wrong-default: 3"]],
    ['a: "draft" | "sent" = "daft"', ['attributes/wrong-default: "daft" → "draft"']],
    ['a: "draft" = 3', ["attributes/wrong-default: 3"]],
    ["a?: number = 3", ["attributes/optional-default: 3"]],
    ['a: User = "x"', ['attributes/no-default: "x"']],
    ['a: set of string = "x"', ['attributes/no-default: "x"']],
    ["a: { b: string } = 3", ["attributes/no-default: 3"]],
    ["a: { b: number = true }", ["attributes/wrong-default: true"]],
    ["a: Usr = 3", ["names/unknown-type: Usr → User"]],
  ])("defaults: %s", (attribute, found) => {
    expect(findingsIn(`subject User\nresource R { ${attribute} }`)).toEqual(found);
  });
});

describe("roles", () => {
  test("include roles of the same place", () => {
    const policy = policyIn(
      "subject User\nrole a, b includes d, c\nrole c, d\nresource R { role x includes y  role y }",
    );
    expect(roleIn(policy, "a").includes).toEqual(["c", "d"]);
    expect(roleIn(policy, "b").includes).toEqual(["c", "d"]);
    expect(roleIn(policy, "x", "R")).toMatchObject({ on: "R", includes: ["y"] });
  });

  test("are held by every subject and group, unless `for` says otherwise", () => {
    const policy = policyIn(`subject User
subject Service
group Team of User
role a
role b for Team, all User, User, Org.member
resource Org { role member for Service }`);
    expect(roleIn(policy, "a").holders).toEqual([
      { kind: "entity", type: "Service" },
      { kind: "entity", type: "Team" },
      { kind: "entity", type: "User" },
    ]);
    expect(roleIn(policy, "b").holders).toEqual([
      { kind: "role", type: "Org", role: "member" },
      { kind: "entity", type: "Team" },
      { kind: "all", type: "User" },
      { kind: "entity", type: "User" },
    ]);
    expect(roleIn(policy, "member", "Org").holders).toEqual([{ kind: "entity", type: "Service" }]);
  });

  test.each([
    ["role a includes bb\nrole b", ["names/unknown-role: bb → b"]],
    ["role a includes b, b\nrole b", ["names/repeated: b"]],
    ["role a includes User", ["roles/includes-elsewhere: User"]],
    ["role a includes b\nresource R { role b }", ["roles/includes-elsewhere: b"]],
    ["role a\nresource R { role b includes a }", ["roles/includes-elsewhere: a"]],
    ["resource R { owner: User  role b includes owner }", ["roles/includes-elsewhere: owner"]],
    ["role a, b includes c for X if y", ["names/unknown-role: c", "names/unknown-type: X", "names/unknown-people: y"]],
    ["role a for R\nresource R", ["names/wrong-kind: R"]],
    ["role a for all Team\ngroup Team of User", ["names/wrong-kind: Team"]],
    ["role a for R.owner\nresource R { role owners }", ["names/unknown-role: owner → owners"]],
    ["role a for Team.owner\ngroup Team of User", ["names/wrong-kind: Team"]],
    ["role a for User, all User, User", ["names/repeated: User"]],
    ["role b\nrole a for b", ["names/wrong-kind: b"]],
  ])("%s", (text, found) => {
    expect(findingsIn(`subject User\n${text}`)).toEqual(found);
  });
});

test("no name is too odd", () => {
  const policy = policyIn(`subject \`__proto__\` { constructor: string  hasOwnProperty: \`__proto__\` }
resource \`constructor\` {
  \`to string\`: \`__proto__\`
  role \`__defineGetter__\` if \`to string\`
  action toString, valueOf
  \`not\`: allow \`__defineGetter__\`, \`__proto__\` to toString when subject.constructor == "x"
}`);
  expect(policy.types.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
  expect(roleIn(policy, "__defineGetter__", "constructor").derived?.people).toEqual({
    kind: "member",
    path: [],
    name: "to string",
  });
  expect(policy.rules.map(({ id }) => id)).toEqual(["not"]);
});

test.each(["__proto__", "constructor", "hasOwnProperty", "valueOf"])(
  "%s is known only where it is declared",
  (name) => {
    expect(findingsIn(`subject User { a: ${name} }`)).toEqual([`names/unknown-type: ${name}`]);
    expect(findingsIn(`subject User\nresource R { action r  allow ${name} to r }`)).toEqual([
      `names/unknown-people: ${name}`,
    ]);
  },
);

test("ten thousand values of an enum are quickly checked", () => {
  const values = Array.from({ length: 10_000 }, (_, index) => `"v${index}"`);
  expect(findingsIn(`subject User { a: ${values.join(" | ")} | "v77" }`)).toEqual(['names/repeated: "v77"']);
  const start = performance.now();
  expect(typeIn(policyIn(`subject User { a: ${values.join(" | ")} }`), "User").attributes[0]?.type).toMatchObject({
    kind: "enum",
  });
  expect(performance.now() - start).toBeLessThan(2_000);
});
