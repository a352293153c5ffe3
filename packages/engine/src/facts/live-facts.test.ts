import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, type Engine } from "../engine.ts";
import { FactsError, type FactsChange } from "./live-facts.ts";

const source = `
subject User { level?: number }
group Team of User, Team
role payer, approver
exclusive payer, approver
resource Org { role member }
resource Doc in Doc {
  owner?: User
  role preparer, approver_of for User, Team, Org.member
  role editor if owner or parent.editor
  exclusive_note?: string
  action read
  allow editor to read
}
exclusive Doc.preparer, Doc.editor
`;

function engineOf(text = source): Engine {
  const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return compile(policy, { clock: () => new Date("2026-01-01T00:00:00Z") });
}

const user = (id: string) => ({ type: "User", id });
const doc = (id: string) => ({ type: "Doc", id });
const team = { type: "Team", id: "t" };
const state = (engine: Engine): string => Array.from(engine.facts.jsonLines()).join("");

describe("separation of duty is kept", () => {
  const ana = user("ana");
  test.each<[string, readonly FactsChange[], FactsChange]>([
    ["by an assignment", [{ assign: { subject: ana, role: "payer" } }], { assign: { subject: ana, role: "approver" } }],
    [
      "by an assignment to a group",
      [{ put: { ...ana, groups: team } }, { assign: { subject: ana, role: "payer" } }],
      { assign: { subject: team, role: "approver" } },
    ],
    [
      "by joining a group",
      [{ assign: { subject: ana, role: "payer" } }, { assign: { subject: team, role: "approver" } }],
      { put: { ...ana, groups: [team] } },
    ],
    [
      "by a group that joins a group",
      [
        { put: { ...ana, groups: team } },
        { assign: { subject: ana, role: "payer" } },
        { assign: { subject: { type: "Team", id: "above" }, role: "approver" } },
      ],
      { put: { ...team, groups: { type: "Team", id: "above" } } },
    ],
    [
      "by an attribute",
      [{ assign: { subject: ana, role: "preparer", resource: doc("a") } }],
      { put: { ...doc("a"), properties: { owner: ana } } },
    ],
    [
      "by a parent, at any distance",
      [
        { assign: { subject: ana, role: "preparer", resource: doc("c") } },
        { put: { ...doc("c"), parent: doc("b") } },
        { put: { ...doc("a"), properties: { owner: ana } } },
      ],
      { put: { ...doc("b"), parent: doc("a") } },
    ],
    [
      "by a role elsewhere",
      [
        { put: { ...doc("a"), properties: { owner: ana } } },
        { assign: { subject: { type: "Org", id: "o", role: "member" }, role: "preparer", resource: doc("a") } },
      ],
      { assign: { subject: ana, role: "member", resource: { type: "Org", id: "o" } } },
    ],
    [
      "by an assignment that begins later",
      [{ assign: { subject: ana, role: "payer", notAfter: "2027-06-01T00:00:00Z" } }],
      { assign: { subject: ana, role: "approver", notBefore: "2027-01-01T00:00:00Z" } },
    ],
  ])("%s", (_, before, change) => {
    const engine = engineOf();
    engine.facts.apply(before);
    const kept = state(engine);
    expect(() => engine.facts.apply([change])).toThrow(/which exclude one another/);
    expect(state(engine)).toBe(kept);
  });

  test.each<[string, string, readonly FactsChange[], FactsChange | readonly FactsChange[]]>([
    [
      "whoever has a role there, when that is anyone",
      "resource Doc {\n role open if anyone\n role a, b for User, Doc.open\n}\nexclusive Doc.a, Doc.b",
      [{ assign: { subject: ana, role: "b", resource: doc("a") } }],
      { assign: { subject: { ...doc("o"), role: "open" }, role: "a", resource: doc("a") } },
    ],
    [
      "a group that leaves a group whose group is excepted",
      "resource Doc {\n role a, c, blocked\n role b if c but not blocked\n}\nexclusive Doc.a, Doc.b",
      [
        { put: { ...ana, groups: team } },
        { put: { ...team, groups: { type: "Team", id: "above" } } },
        { put: { type: "Team", id: "above", groups: { type: "Team", id: "top" } } },
        { assign: { subject: { type: "Team", id: "top" }, role: "blocked", resource: doc("a") } },
        { assign: { subject: ana, role: "a", resource: doc("a") } },
        { assign: { subject: ana, role: "c", resource: doc("a") } },
      ],
      { put: team },
    ],
    [
      "a group that leaves another in the batch in which that is excepted no more",
      "resource Doc {\n role a, c, blocked\n role b if c but not blocked\n}\nexclusive Doc.a, Doc.b",
      [
        { put: { ...ana, groups: team } },
        { put: { ...team, groups: { type: "Team", id: "above" } } },
        { assign: { subject: { type: "Team", id: "above" }, role: "blocked", resource: doc("a") } },
        { assign: { subject: ana, role: "a", resource: doc("a") } },
        { assign: { subject: ana, role: "c", resource: doc("a") } },
      ],
      [{ revoke: { subject: { type: "Team", id: "above" }, role: "blocked", resource: doc("a") } }, { put: team }],
    ],
    [
      "a description that says there is no parent",
      "resource Doc in Doc {\n role a, c, blocked\n role b if c but not parent.blocked\n}\nexclusive Doc.a, Doc.b",
      [
        { assign: { subject: ana, role: "a", resource: doc("a") } },
        { assign: { subject: ana, role: "c", resource: doc("a") } },
      ],
      { put: doc("a") },
    ],
    [
      "an ancestor that a guard names",
      'resource Doc in Doc {\n role a, c\n role b if c when resource in Doc "top"\n}\nexclusive Doc.a, Doc.b',
      [
        { put: doc("a") },
        { assign: { subject: ana, role: "a", resource: doc("a") } },
        { assign: { subject: ana, role: "c", resource: doc("a") } },
      ],
      { put: { ...doc("a"), parent: doc("top") } },
    ],
    [
      "an attribute that two guards read",
      "role a if User when subject has level and subject.level > 1\nrole b if User when subject has level and subject.level > 2\nexclusive a, b",
      [{ put: { ...ana, properties: { level: 2 } } }],
      { put: { ...ana, properties: { level: 3 } } },
    ],
    [
      "an attribute of somebody whom an attribute names",
      "role staff\nrole a\nrole b if staff when subject has boss and subject.boss has level and subject.boss.level > 2\nexclusive a, b",
      [
        { put: { ...ana, properties: { boss: user("bo") } } },
        { assign: { subject: ana, role: "a" } },
        { assign: { subject: ana, role: "staff" } },
      ],
      { put: { ...user("bo"), properties: { level: 3 } } },
    ],
    [
      "a role elsewhere that has the other later",
      "resource Doc {\n role member\n role a, b for User, Doc.member\n}\nexclusive Doc.a, Doc.b",
      [
        { assign: { subject: ana, role: "a", resource: doc("a") } },
        { assign: { subject: ana, role: "member", resource: doc("o") } },
      ],
      {
        assign: {
          subject: { ...doc("o"), role: "member" },
          role: "b",
          resource: doc("a"),
          notBefore: "2027-01-01T00:00:00Z",
        },
      },
    ],
  ])("by %s", (_, declared, before, change) => {
    const engine = engineOf(
      `subject User {\n level?: number\n boss?: User\n}\ngroup Team of User, Team\n${declared}\n`,
    );
    engine.facts.apply(before);
    const kept = state(engine);
    expect(() => engine.facts.apply([change].flat())).toThrow(/which exclude one another/);
    expect(state(engine)).toBe(kept);
  });

  test("what is violated now may not be violated later as well", () => {
    const engine = engineOf();
    const { policy } = engine;
    const lax = parsePolicy([{ name: "p.authz", text: source.replace("exclusive payer, approver", "") }]).policy;
    if (lax === undefined) throw new Error("does not compile");
    engine.replace(lax);
    engine.facts.assign({ subject: ana, role: "payer" });
    engine.facts.assign({ subject: ana, role: "approver", notAfter: "2026-06-01T00:00:00Z" });
    engine.replace(policy);
    const later = { subject: ana, role: "approver", notBefore: "2027-01-01T00:00:00Z" };
    expect(() => engine.facts.assign(later)).toThrow(FactsError);
  });

  test("one person may have 20,000 assignments", () => {
    const engine = engineOf();
    const started = performance.now();
    for (let index = 0; index < 20_000; index++)
      engine.facts.assign({ subject: ana, role: "preparer", resource: doc(String(index)) });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("terms that do not overlap exclude nobody", () => {
    const engine = engineOf();
    engine.facts.assign({ subject: ana, role: "payer", notAfter: "2026-12-31T00:00:00Z" });
    engine.facts.assign({ subject: ana, role: "approver", notBefore: "2027-01-01T00:00:00Z" });
    expect(engine.facts.assignments({ subject: ana })).toHaveLength(2);
  });

  test("in one batch roles may be exchanged", () => {
    const engine = engineOf();
    engine.facts.assign({ subject: ana, role: "payer" });
    const give = { assign: { subject: ana, role: "approver" } };
    engine.facts.apply([give, { revoke: { subject: ana, role: "payer" } }]);
    expect(engine.facts.assignments().map(({ role }) => role)).toEqual(["approver"]);
  });

  test("what was violated before stops no other change", () => {
    const engine = engineOf(source.replace("exclusive payer, approver", ""));
    engine.facts.assign({ subject: ana, role: "payer" });
    engine.facts.assign({ subject: ana, role: "approver" });
    const { policy } = parsePolicy([{ name: "p.authz", text: source }]);
    if (policy === undefined) throw new Error("does not compile");
    engine.replace(policy);
    engine.facts.put({ ...ana, properties: { level: 1 } });
    engine.facts.assign({ subject: user("bo"), role: "approver" });
    expect(engine.facts.revoke({ subject: ana, role: "payer" })).toBe(1);
    expect(() => engine.facts.assign({ subject: ana, role: "payer" })).toThrow(FactsError);
  });
});

describe("events", () => {
  test("tell what has really changed, a batch at once, and stop when told to", () => {
    const engine = engineOf();
    const told: (readonly FactsChange[])[] = [];
    const stop = engine.facts.onChange((changes) => void told.push(changes));
    const until = { subject: user("ana"), role: "payer", notAfter: "2027-01-01T00:00:00Z" };
    engine.facts.apply([{ put: user("ana") }, { assign: until }]);
    engine.facts.assign(until);
    engine.facts.delete(user("nobody"));
    expect(engine.facts.revoke({ subject: user("ana"), role: "payer" })).toBe(1);
    stop();
    engine.facts.delete(user("ana"));
    expect(told).toEqual([[{ put: user("ana") }, { assign: until }], [{ revoke: until }]]);
  });

  test("what a listener changes is told after what it was told, to everybody", () => {
    const engine = engineOf();
    const told: (readonly FactsChange[])[] = [];
    const [given, changed] = [1, 2].map((level) => ({ ...user("ana"), properties: { level } }));
    if (given === undefined || changed === undefined) throw new Error("not both");
    engine.facts.onChange(([change]) => {
      if (change !== undefined && "put" in change && change.put.properties?.["level"] === 1) engine.facts.put(changed);
    });
    engine.facts.onChange((changes) => void told.push(changes));
    engine.facts.put(given);
    expect(told).toEqual([[{ put: given }], [{ put: changed }]]);
  });

  test("what an asynchronous listener rejects with is an error like others", async () => {
    const errors: unknown[] = [];
    const { policy } = engineOf();
    const engine = compile(policy, { onError: (error) => void errors.push(error) });
    const reject = (): Promise<void> => Promise.reject(new Error("later"));
    engine.facts.onChange(reject);
    engine.facts.put(user("ana"));
    await new Promise(setImmediate);
    expect(errors).toEqual([new Error("later")]);
  });

  test("another order of a set is told, since it is kept", () => {
    const engine = engineOf("subject User { tags: set of string }\n");
    engine.facts.put({ ...user("ana"), properties: { tags: ["a", "b"] } });
    const told: (readonly FactsChange[])[] = [];
    engine.facts.onChange((changes) => void told.push(changes));
    const turned = { ...user("ana"), properties: { tags: ["b", "a"] } };
    engine.facts.put(turned);
    expect(told).toEqual([[{ put: turned }]]);
    expect(engine.facts.entity(user("ana"))).toEqual(turned);
  });

  test("a listener that throws stops neither the change nor other listeners", () => {
    const engine = engineOf();
    let called = 0;
    engine.facts.onChange(() => {
      throw new Error("no");
    });
    engine.facts.onChange(() => void called++);
    engine.facts.put(user("ana"));
    expect(called).toBe(1);
    expect(engine.facts.entity(user("ana"))).toEqual(user("ana"));
  });
});

test.each([[null], [{}], [{ put: user("a"), delete: user("b") }], [{ puts: user("a") }], ["put"]])(
  "%j is no change, and says so",
  (change) => {
    expect(() => engineOf().facts.apply([change as unknown as FactsChange])).toThrow(/one of `put`, `delete`/);
  },
);

test("assignments are found by subject, by role and by resource", () => {
  const engine = engineOf();
  const given = [
    { subject: user("ana"), role: "payer" },
    { subject: user("ana"), role: "preparer", resource: doc("a") },
    { subject: { type: "Org", id: "o", role: "member" }, role: "approver_of", resource: doc("a") },
  ];
  for (const assignment of given) engine.facts.assign(assignment);
  expect(engine.facts.assignments({ subject: user("ana") })).toEqual(given.slice(0, 2));
  expect(engine.facts.assignments({ resource: doc("a") })).toEqual(given.slice(1));
  expect(engine.facts.assignments({ role: "payer" })).toEqual(given.slice(0, 1));
  expect(engine.facts.assignments({ subject: { type: "Org", id: "o", role: "member" } })).toEqual(given.slice(2));
  expect(engine.facts.assignments({ subject: user("bo") })).toEqual([]);
  expect(engine.facts.assignments({ resource: { type: "No", id: "a" } })).toEqual([]);
});

/** Places and holders change their form at 32; 65,536 is where other stores have overflown. */
test.each([[1], [2], [32], [33], [65_535], [65_536], [65_537]])(
  "%i holders of one role are each found, and each revoked",
  (count) => {
    const engine = engineOf();
    const holders = Array.from({ length: count }, (_, index) => user(`u${index}`));
    engine.facts.apply(holders.map((subject) => ({ assign: { subject, role: "preparer", resource: doc("a") } })));
    expect(engine.facts.assignments({ resource: doc("a") })).toHaveLength(count);
    const last = holders.at(-1) ?? user("");
    expect(engine.facts.assignments({ subject: last })).toHaveLength(1);
    engine.facts.apply(holders.map((subject) => ({ revoke: { subject, role: "preparer", resource: doc("a") } })));
    expect(engine.facts.assignments()).toEqual([]);
  },
);

test("what is gone leaves nothing behind", () => {
  const engine = engineOf();
  engine.facts.put({ ...doc("a"), parent: doc("b"), properties: { owner: user("ana") } });
  engine.facts.put({ ...user("ana"), groups: team });
  engine.facts.assign({ subject: { type: "Org", id: "o", role: "member" }, role: "preparer", resource: doc("b") });
  engine.facts.apply([
    { delete: doc("a") },
    { delete: user("ana") },
    { revoke: { subject: { type: "Org", id: "o", role: "member" }, role: "preparer", resource: doc("b") } },
  ]);
  expect(state(engine)).toBe("");
  const { results } = engine.search.resources({ type: "Doc", subject: user("ana"), action: "read" });
  expect(results).toEqual([]);
});

test("an entity that is put again as it is, is no change", () => {
  const engine = engineOf();
  const entity = { ...doc("a"), parent: doc("b"), properties: { owner: user("ana") } };
  engine.facts.put(entity);
  let told = 0;
  engine.facts.onChange(() => void told++);
  engine.facts.put(structuredClone(entity));
  expect(told).toBe(0);
  engine.facts.put({ ...entity, properties: {} });
  expect(told).toBe(1);
});

test("lines are those of the facts when they were asked for", () => {
  const engine = engineOf();
  engine.facts.put(user("ana"));
  const before = state(engine);
  const lines = engine.facts.jsonLines();
  engine.facts.apply([{ delete: user("ana") }, { put: user("zoe") }]);
  expect(Array.from(lines).join("")).toBe(before);
});

test("of very many mistakes the first are told, and the others counted", () => {
  const changes = Array.from({ length: 130 }, () => ({ put: { type: "Nobody", id: "a" } }));
  try {
    engineOf().facts.apply(changes);
    throw new Error("these are no changes");
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    expect(error.diagnostics).toHaveLength(101);
    expect(error.diagnostics.at(-1)?.message).toBe("there are 30 more findings like these");
  }
});
