import { describe, expect, test } from "@jest/globals";
import { checkText, findingsOf } from "../testing/file.ts";

const declarations = `
subject User as "identity" {
  department: string as "dept"
  clearance?: number
  trial: boolean = false
  joined?: time
  address?: { city: string  zip?: string }
}
subject Service
group Team as "team" of User, Team
role manager as "boss", auditor
role guest for all User
context { ip?: ip  risk?: number as "score" }
token { tenant?: string as "https://acme.example/tenant"  since?: time }
resource Account { role admin  role member for User, all User }
resource Invoice as "invoice" in Account, Invoice {
  amount: number
  status: "draft" | "sent"
  submitter: User
  reviewers: set of User | Team
  grace: duration
  network: ip
  role editor as "can_edit" for User, Team, Account.member
  action read as "can_read"
  action update { fields?: set of string as "names"  soft: boolean }
}
paying: allow editor to read on Invoice
hurdle: require scope "a" to read on Invoice
claimed: never anyone to update on Invoice
`;

function fixture(facts: string): string {
  return `${declarations}\nfixture {\n${facts}\n}`;
}

function inTest(statements: string): string {
  return `${declarations}\ntest "it" {\n${statements}\n}`;
}

describe("facts that are wrong", () => {
  test.each<[string, ...string[]]>([
    ['Usr "a" { }', "names/unknown-type: Usr → User"],
    ['User "a" { departement: "x" }', "types/unknown-attribute: departement → department"],
    ['User "a" { dept: "x" }', "types/unknown-attribute: dept"],
    ['User "a" { roles: ["manager"] }', "types/unknown-attribute: roles"],
    ['User "a" { constructor: 1 }', "types/unknown-attribute: constructor"],
    ['User "a" { department: 1 }', "tests/wrong-type: 1"],
    ['User "a" { clearance: "1" }', 'tests/wrong-type: "1"'],
    ['User "a" { trial: "true" }', 'tests/wrong-type: "true"'],
    ['User "a" { joined: "2026-01-01T00:00:00Z" }', 'tests/wrong-type: "2026-01-01T00:00:00Z"'],
    ['User "a" { address: { zip: "1" } }', 'tests/missing-key: { zip: "1" }'],
    ['User "a" { address: { town: "x", city: "y" } }', "types/unknown-attribute: town"],
    ['User "a" { address: "x" }', 'tests/wrong-type: "x"'],
    ['User "a" { department: { city: "x" } }', 'tests/wrong-type: { city: "x" }'],
    ['Invoice "1" { status: "snt" }', 'types/unknown-value: "snt" → "sent"'],
    ['Invoice "1" { submitter: Team "a" }', 'tests/wrong-type: Team "a"'],
    ['Invoice "1" { submitter: "bo" }', 'tests/wrong-type: "bo"'],
    ['Invoice "1" { reviewers: User "bo" }', 'tests/wrong-type: User "bo"'],
    [
      'Invoice "1" { reviewers: [User "bo", Service "x", "cy"] }',
      'tests/wrong-type: Service "x"',
      'tests/wrong-type: "cy"',
    ],
    ['Invoice "1" { grace: 15 }', "tests/wrong-type: 15"],
    ['Invoice "1" { network: "10.0.0.0/8" }', 'tests/wrong-type: "10.0.0.0/8"'],
    ['Invoice "1" { amount: 1, amount: 2 }', "names/repeated: amount"],
    ['Invoice "1" { amount: 1 }\nInvoice "1" { amount: 1 }', "tests/repeated-attribute: amount"],
    ['Account "a" in Invoice "1"', 'tests/wrong-container: Invoice "1"'],
    ['User "a" in Account "x"', 'tests/wrong-container: Account "x"'],
    ['Service "a" in Team "x", Team "*"', 'tests/wrong-container: Team "x"', 'tests/wildcard-id: Team "*"'],
    ['User "a" in Teem "x"', "names/unknown-type: Teem → Team"],
    ['User "*" { }', 'tests/wildcard-id: User "*"'],
    ['User "*" is manager', 'tests/wildcard-id: User "*"'],
    ['User "a" is manger', "names/unknown-role: manger → manager"],
    ['User "a" is editor', "names/unknown-role: editor → auditor"],
    ['User "a" is manager of Invoice "1"', "names/unknown-role: manager"],
    ['User "a" is editr of Invoice "1"', "names/unknown-role: editr → editor"],
    ['User "a" is editor of User "b"', "names/wrong-kind: User"],
    ['Account "a" is manager', "names/wrong-kind: Account"],
    ['User "a" is guest', 'tests/wrong-holder: User "a"'],
    ["all User is manager", "tests/wrong-holder: all User"],
    ["all Team is manager", "names/wrong-kind: Team"],
    ['Service "a" is editor of Invoice "1"', 'tests/wrong-holder: Service "a"'],
    ['all User is editor of Invoice "1"', "tests/wrong-holder: all User"],
    ['admin of Account "a" is editor of Invoice "1"', 'tests/wrong-holder: admin of Account "a"'],
    ['membr of Account "a" is editor of Invoice "1"', "names/unknown-role: membr → member"],
    ['User "a" is manager from "2026-01-01"', 'tests/invalid-time: "2026-01-01"'],
    ['User "a" is manager until "2026-02-30T00:00:00Z"', 'tests/invalid-time: "2026-02-30T00:00:00Z"'],
  ])("%s", (facts, ...expected) => {
    expect(findingsOf(fixture(facts))).toEqual(expected);
  });

  test("fixtures of a file give an attribute once, a test may give it again, once", () => {
    const first = 'fixture { User "a" { department: "x" } }';
    expect(findingsOf(`${declarations}${first}\n${first}`)).toEqual(["tests/repeated-attribute: department"]);
    const block = 'test "it" { User "a" { department: "y" } }';
    expect(findingsOf(`${declarations}${first}\n${block}\n${block}`)).toEqual([]);
    const twice = 'test "it" { User "a" { department: "y" } User "a" { department: "y" } }';
    expect(findingsOf(`${declarations}${twice}`)).toEqual(["tests/repeated-attribute: department"]);
  });
});

describe("expectations that are wrong", () => {
  test.each<[string, ...string[]]>([
    ['Usr "a" can read Invoice "1"', "names/unknown-type: Usr → User"],
    ['Team "a" can read Invoice "1"', "names/wrong-kind: Team"],
    ['User "a" can read Invoic "1"', "names/unknown-type: Invoic → Invoice"],
    ['User "a" can read User "1"', "names/wrong-kind: User"],
    ['User "a" can raed Invoice "1"', "rules/unknown-action: raed → read"],
    ['User "a" can can_read Invoice "1"', "rules/unknown-action: can_read"],
    ['User "a" can read, read Invoice "1"', "names/repeated: read"],
    ['User "a" can update { sfot: true } Invoice "1"', "types/unknown-attribute: sfot → soft"],
    ['User "a" can update { soft: 1 } Invoice "1"', "tests/wrong-type: 1"],
    ['User "a" with scope "a b" can read Invoice "1"', 'scopes/invalid-name: "a b"'],
    ['User "a" with scope "a" with scope "b" can read Invoice "1"', 'tests/repeated-with: with scope "b"'],
    [
      'User "a" with scope "a" with token { scope: ["b"] } can read Invoice "1"',
      'tests/repeated-with: with token { scope: ["b"] }',
    ],
    [
      'User "a" at "2026-01-01T00:00:00Z" at "2026-01-01T00:00:00Z" can read Invoice "1"',
      'tests/repeated-with: at "2026-01-01T00:00:00Z"',
    ],
    ['User "a" at "noon" can read Invoice "1"', 'tests/invalid-time: "noon"'],
    ['User "a" with token { tenat: "x" } can read Invoice "1"', "types/unknown-attribute: tenat → tenant"],
    ['User "a" with token { amr: "mfa" } can read Invoice "1"', 'tests/wrong-type: "mfa"'],
    ['User "a" with token { auth_time: 3 } can read Invoice "1"', "tests/wrong-type: 3"],
    [
      'User "a" with context { time: time "2026-01-01T00:00:00Z" } can read Invoice "1"',
      "types/unknown-attribute: time",
    ],
    ['User "a" with context { ipp: ip "::1" } can read Invoice "1"', "types/unknown-attribute: ipp → ip"],
    ['User "a" with roles [manger] can read Invoice "1"', "names/unknown-role: manger → manager"],
    ['User "a" with active [editor] can read Invoice "1"', "names/unknown-role: editor → auditor"],
    ['User "a" cannot read Invoice "1" because no_grants', "tests/unknown-reason: no_grants → no_grant"],
    ['User "a" cannot read Invoice "1" because payin', "tests/unknown-reason: payin → paying"],
    ['User "a" cannot read Invoice "1" because claimed', "tests/unknown-reason: claimed"],
    ['User "a" can "invoices"', 'tests/malformed-request: "invoices"'],
    ['User "a" can "GET invoices"', 'tests/malformed-request: "GET invoices"'],
    ['User "a" can "* /invoices"', 'tests/malformed-request: "* /invoices"'],
    ['User "a" can "get /invoices"', "endpoints/invalid-method: get → GET"],
  ])("%s", (expectation, ...expected) => {
    expect(findingsOf(inTest(expectation))).toEqual(expected);
  });

  test.each([
    'User "a" cannot read Invoice "1" because paying',
    'User "a" cannot read Invoice "1" because hurdle',
    'User "a" cannot "GET /a/../b?c" because invalid_request',
    'User "*" cannot read Invoice "*" because step_up_required',
    'anonymous with roles [manager] cannot update, update { soft: true } Invoice "1"',
    'User "a" with scope "a" with token { amr: [] } with context { } can read Invoice "1"',
  ])("%s is right", (expectation) => {
    expect(findingsOf(inTest(expectation))).toEqual([]);
  });
});

describe("what tests become", () => {
  test("facts, in the spelling of the wire; statements about one entity add up", () => {
    const { fixtures, findings } = checkText(
      fixture(`User "a" in Team "x" { department: "d" }
User "a" in Team "y", Team "x" { clearance: 3, joined: time "2026-01-01T00:00:00Z", address: { city: "c" } }
Invoice "1" in Account "acme", Invoice "0" {
  status: "sent", submitter: User "bo", reviewers: [Team "x", User "*"], grace: 15m, network: ip "10.0.0.0/8"
}
all User is member of Account "acme"
member of Account "acme" is editor of Invoice "1" from "2026-01-01T00:00:00Z" until "2027-01-01T00:00:00Z"
User "__proto__" is manager`),
    );
    expect(findings).toEqual([]);
    expect(fixtures[0]?.facts.entities.map(({ origin: _, ...entity }) => entity)).toEqual([
      {
        type: "identity",
        id: "a",
        properties: { dept: "d", clearance: 3, joined: "2026-01-01T00:00:00Z", address: { city: "c" } },
        groups: [
          { type: "team", id: "x" },
          { type: "team", id: "y" },
        ],
      },
      {
        type: "invoice",
        id: "1",
        properties: {
          status: "sent",
          submitter: { type: "identity", id: "bo" },
          reviewers: [
            { type: "team", id: "x" },
            { type: "identity", id: "*" },
          ],
          grace: "15m",
          network: "10.0.0.0/8",
        },
        parent: [
          { type: "Account", id: "acme" },
          { type: "invoice", id: "0" },
        ],
      },
    ]);
    expect(fixtures[0]?.facts.assignments.map(({ origin: _, ...assignment }) => assignment)).toEqual([
      {
        subject: { type: "identity", id: "*" },
        role: "member",
        resource: { type: "Account", id: "acme" },
      },
      {
        subject: { type: "Account", id: "acme", role: "member" },
        role: "can_edit",
        resource: { type: "invoice", id: "1" },
        notBefore: "2026-01-01T00:00:00Z",
        notAfter: "2027-01-01T00:00:00Z",
      },
      { subject: { type: "identity", id: "__proto__" }, role: "boss" },
    ]);
  });

  test.each<[string, unknown]>([
    [
      'User "a" can read, update { fields: ["x"], soft: true } Invoice "1"',
      {
        subject: { type: "identity", id: "a" },
        context: {},
        can: true,
        question: {
          kind: "actions",
          actions: [{ name: "can_read" }, { name: "update", properties: { names: ["x"], soft: true } }],
          resource: { type: "invoice", id: "1" },
        },
      },
    ],
    [
      'anonymous with roles [manager, auditor] with active [manager] at "2026-01-01T00:00:00Z" cannot "POST /a/b?c" because no_grant',
      {
        subject: { type: "anonymous", id: "", properties: { roles: ["boss", "auditor"] } },
        context: { active_roles: ["boss"], time: "2026-01-01T00:00:00Z" },
        can: false,
        question: { kind: "http", method: "POST", path: "/a/b?c" },
        because: "no_grant",
      },
    ],
    [
      'User "a" with scope "x", "y" with token { auth_time: time "2026-01-01T00:00:00Z", amr: ["mfa"], act: { sub: "s" }, ' +
        'tenant: "t", since: time "2026-01-01T00:00:00Z" } with context { risk: 3, ip: ip "::1" } can read Invoice "1"',
      {
        subject: { type: "identity", id: "a" },
        context: {
          token: {
            scope: "x y",
            auth_time: 1767225600,
            amr: ["mfa"],
            act: { sub: "s" },
            "https://acme.example/tenant": "t",
            since: "2026-01-01T00:00:00Z",
          },
          score: 3,
          ip: "::1",
        },
        can: true,
        question: { kind: "actions", actions: [{ name: "can_read" }], resource: { type: "invoice", id: "1" } },
      },
    ],
    [
      'User "a" with token { scope: ["x", "y"] } can read Invoice "1"',
      {
        subject: { type: "identity", id: "a" },
        context: { token: { scope: "x y" } },
        can: true,
        question: { kind: "actions", actions: [{ name: "can_read" }], resource: { type: "invoice", id: "1" } },
      },
    ],
  ])("%s", (expectation, expected) => {
    const { tests, findings } = checkText(inTest(expectation));
    expect(findings).toEqual([]);
    expect(tests[0]?.expectations.map(({ origin: _, ...rest }) => rest)).toEqual([expected]);
  });

  test("an attribute that is called `__proto__` is a property like any other", () => {
    const { fixtures } = checkText('subject User { __proto__: string }\nfixture { User "a" { __proto__: "x" } }');
    const properties = fixtures[0]?.facts.entities[0]?.properties ?? {};
    expect(Object.entries(properties)).toEqual([["__proto__", "x"]]);
  });
});
