import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { parseFacts, type Policy } from "@authz/engine";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { evaluators } from "./evaluators.ts";
import { openfgaCases, type OpenfgaCase } from "./openfga-cases.ts";
import { openfgaFacts } from "./openfga-facts.ts";
import { openfgaStores, type OpenfgaStore } from "./openfga-stores.ts";
import { passesOpenfgaCase, type Suite } from "./run-openfga-case.ts";
import { passingTests } from "./run-policy-tests.ts";

const suites = join(import.meta.dirname, "suites/openfga");
const clock = (): Date => new Date("2026-06-01T12:00:00Z");

function parse({ name }: OpenfgaStore): ReturnType<typeof parsePolicy> {
  const files = readdirSync(join(suites, name));
  return parsePolicy(files.map((file) => ({ name: file, text: readFileSync(join(suites, name, file), "utf8") })));
}

function policyOf(store: OpenfgaStore): Policy {
  const { policy, diagnostics } = parse(store);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

function storeNamed(name: string): OpenfgaStore {
  const store = openfgaStores.find((each) => each.name === name);
  if (store === undefined) throw new Error(`no store ${name}`);
  return store;
}

test("every policy belongs to a store", () => {
  expect(readdirSync(suites).sort()).toEqual(openfgaStores.map(({ name }) => name).sort());
});

describe.each(openfgaStores.map((store) => [store.name, store] as const))("%s", (_, store) => {
  test("compiles without any diagnostic", () => {
    expect(parse(store).diagnostics).toEqual([]);
  });

  test("passes its own tests", () => {
    const policy = policyOf(store);
    expect(policy.tests).not.toHaveLength(0);
    for (const evaluator of evaluators) {
      expect(passingTests(policy, evaluator, clock)).toEqual(policy.tests.map(({ name }) => name));
    }
  });

  test("is asked only for actions that it has", () => {
    const types = new Map(policyOf(store).types.map((type) => [type.wire, type.resource?.actions ?? []]));
    const missing = [...store.actions].filter(([key, action]) => {
      const [type = ""] = key.split("#");
      return types.get(type)?.some(({ wire }) => wire === action) !== true;
    });
    expect(missing).toEqual([]);
  });
});

/** Each way to write an assertion, and each kind of tuple. Every assertion is true, and tells more than one answer apart. */
const drive = `
tuples:
  - { user: "user:ana", relation: member, object: "group:design" }
  - { user: "user:bo", relation: owner, object: "folder:plans" }
  - { user: "folder:plans", relation: parent, object: "doc:budget" }
  - { user: "group:design#member", relation: viewer, object: "folder:plans" }
  - { user: "user:*", relation: viewer, object: "doc:map" }
tests:
  - name: what the store says
    check:
      - user: user:ana
        object: doc:budget
        assertions: { can_read: true, can_write: false, viewer: false }
      - users: [user:ana, user:bo]
        objects: [doc:map, folder:plans]
        context: { ip: "10.0.0.1" }
        assertions: { viewer: true }
    list_objects:
      - { user: "user:bo", type: doc, assertions: { can_read: [doc:budget, doc:map], can_write: [doc:budget] } }
      - { user: "user:nobody", type: doc, assertions: { can_read: [doc:map] } }
    list_users:
      - { object: "doc:budget", user_filter: [{ type: user }], assertions: { can_read: { users: [user:bo, user:ana] } } }
      - { object: "doc:map", user_filter: [{ type: user }], assertions: { viewer: { users: ["user:*"] } } }
      - object: folder:plans
        user_filter: [{ type: group, relation: member }]
        assertions: { viewer: { users: ["group:design#member"] }, can_create_file: { users: [] } }
      - { object: "doc:map", user_filter: [{ type: group, relation: member }], assertions: { viewer: { users: [] } } }
  - name: what one test adds
    tuples:
      - { user: "user:cy", relation: viewer, object: "doc:budget" }
    check:
      - { user: "user:cy", object: "doc:budget", assertions: { viewer: true } }
  - name: is not there in the next
    check:
      - { user: "user:cy", object: "doc:budget", assertions: { viewer: false } }
`;

const workspaces = `
tuples:
  - { user: "workspace:acme", relation: parent_workspace, object: "channel:news" }
  - { user: "workspace:acme#member", relation: writer, object: "channel:news" }
  - { user: "user:bo", relation: channels_admin, object: "workspace:acme" }
  - { user: "user:gus", relation: guest, object: "workspace:acme" }
tests:
  - name: whoever holds a role elsewhere
    list_users:
      - { object: "channel:news", user_filter: [{ type: user }], assertions: { commenter: { users: [user:bo] } } }
      - object: channel:news
        user_filter: [{ type: workspace, relation: member }]
        assertions: { writer: { users: ["workspace:acme#member"] } }
      - object: channel:news
        user_filter: [{ type: workspace, relation: guest }]
        assertions: { writer: { users: [] } }
`;

const reports = `
tuples:
  - { user: "employee:bo", relation: manager, object: "employee:ana" }
  - { user: "employee:cy", relation: manager, object: "employee:ana" }
  - { user: "employee:ana", relation: submitter, object: "report:trip" }
tests:
  - name: attributes
    list_users:
      - object: report:trip
        user_filter: [{ type: employee }]
        assertions: { approver: { users: [employee:bo, employee:cy] } }
`;

function suiteOf(name: string): Suite {
  const store = storeNamed(name);
  const policy = policyOf(store);
  const [evaluator] = evaluators;
  if (evaluator === undefined) throw new Error("no evaluator");
  return {
    store,
    createEngine(data) {
      const { facts, diagnostics } = parseFacts(policy, data);
      if (facts === undefined) throw new Error(JSON.stringify(diagnostics));
      return evaluator.compile(policy, { facts, clock });
    },
  };
}

/** The opposite, or a list that has one more and one less. */
function falsify(item: OpenfgaCase): OpenfgaCase[] {
  switch (item.kind) {
    case "check":
      return [{ ...item, expected: !item.expected }];
    case "list_objects":
    case "list_users": {
      const less = item.expected.slice(1);
      return [
        { ...item, expected: [...item.expected, "doc:no-such"] },
        ...(item.expected.length > 0 ? [{ ...item, expected: less }] : []),
      ];
    }
  }
}

describe.each([
  ["gdrive", drive, 17],
  ["slack", workspaces, 3],
  ["expenses", reports, 1],
])("a store for %s", (name, text, count) => {
  const suite = suiteOf(name);
  const cases = openfgaCases(text);

  test("comes out as it says", () => {
    expect(cases).toHaveLength(count);
    expect(cases.filter((item) => !passesOpenfgaCase(item, suite)).map(({ id }) => id)).toEqual([]);
  });

  test("fails when it says anything else", () => {
    const wrong = cases.flatMap(falsify);
    expect(wrong.filter((item) => passesOpenfgaCase(item, suite)).map(({ id }) => id)).toEqual([]);
  });

  test("fails for a relation that stands for no action, whatever is expected", () => {
    const unasked = [...cases, ...cases.flatMap(falsify)].map((item) => ({ ...item, relation: "no_such" }));
    expect(unasked.filter((item) => passesOpenfgaCase(item, suite)).map(({ id }) => id)).toEqual([]);
  });
});

describe("tuples as facts", () => {
  const { meanings } = storeNamed("gdrive");

  test("names every entity once, with its groups and parents", () => {
    const tuples = [
      { user: "user:ana", relation: "member", object: "group:a" },
      { user: "user:ana", relation: "member", object: "group:b" },
      { user: "folder:x:y/z", relation: "parent", object: "doc:d" },
      { user: "group:a#member", relation: "viewer", object: "doc:d" },
      { user: "user:*", relation: "viewer", object: "doc:d" },
    ];
    const a = { type: "group", id: "a" };
    const b = { type: "group", id: "b" };
    const d = { type: "doc", id: "d" };
    const folder = { type: "folder", id: "x:y/z" };
    const none = { parent: [], groups: [], properties: {} };
    const { entities, assignments } = openfgaFacts(tuples, meanings);
    expect(new Set(entities)).toEqual(
      new Set([
        { ...none, type: "user", id: "ana", groups: [a, b] },
        { ...none, ...a },
        { ...none, ...b },
        { ...none, ...folder },
        { ...none, ...d, parent: [folder] },
      ]),
    );
    expect(assignments).toEqual([
      { subject: a, role: "viewer", resource: d },
      { subject: { type: "user", id: "*" }, role: "viewer", resource: d },
    ]);
  });

  test.each([
    [{ user: "user:ana", relation: "owner", object: "doc:d", condition: { name: "in_time" } }, /condition/],
    [{ user: "user:*", relation: "member", object: "group:a" }, /only an entity/],
    [{ user: "doc:d#owner", relation: "parent", object: "doc:e" }, /only an entity/],
  ])("refuses what it cannot say: %j", (tuple, reason) => {
    expect(() => openfgaFacts([tuple], meanings)).toThrow(reason);
  });

  test("refuses a second value where an attribute has one", () => {
    const tuples = ["ana", "bo"].map((id) => ({ user: `employee:${id}`, relation: "submitter", object: "report:r" }));
    expect(() => openfgaFacts(tuples, storeNamed("expenses").meanings)).toThrow(/has a value already/);
  });
});
