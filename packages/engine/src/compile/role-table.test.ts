import { expect, test } from "@jest/globals";
import { compile, type Engine } from "../engine.ts";
import { createFactsTable } from "../facts/table.ts";
import { createSchema } from "../schema/schema.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { createGenerator } from "./generate.ts";
import { createRoleTable } from "./role-table.ts";
import { policyOf } from "../node/testing/engines.ts";

const text = `subject User { level?: number }
group Team of User
role chief includes clerk
role clerk
role watcher
role known if User
resource Report {
  action read, write, burn, print { copies: number }, greet, seal
  allow clerk to read, write
  allow watcher to read
  allow clerk to print
  allow User to greet
  allow clerk to seal when subject has level and subject.level > 3
}
resource Safe { action open  allow known, chief to open }
`;

function engineOf(): Engine {
  const policy = policyOf(text);
  const { facts } = parseFacts(policy, { entities: [], assignments: [] });
  if (facts === undefined) throw new Error("no facts");
  return compile(policy, { facts });
}

const base = { type: "User", id: "ann" };

function request(action: string, properties?: unknown, more: object = {}): unknown {
  return {
    subject: { ...base, ...(properties === undefined ? {} : { properties }) },
    action: { name: action },
    resource: { type: "Report", id: "1" },
    ...more,
  };
}

/** How many functions are generated while these are asked, and that the interpreter says the same of each. */
function generated(engine: Engine, requests: readonly unknown[]): number {
  const original = globalThis.Function;
  let count = 0;
  globalThis.Function = new Proxy(original, {
    construct(target, parts: [string]) {
      count++;
      return new target(...parts);
    },
  });
  try {
    for (const each of requests) expect(engine.allows(each)).toBe(engine.check(each).decision);
  } finally {
    globalThis.Function = original;
  }
  return count;
}

test("what roles alone decide needs no generated code, whoever asks", () => {
  const engine = engineOf();
  const plain = [["clerk"], ["chief"], ["watcher"], ["watcher", "clerk"], ["nobody"], [], ["__proto__"]];
  const asked = plain.flatMap((roles) => ["read", "write", "burn", "no such"].map((name) => request(name, { roles })));
  engine.allows(request("read", { roles: ["clerk"] }));
  expect(generated(engine, [...asked, request("read"), request("read", {})])).toBe(0);
  expect(engine.answered.interpreted).toBe(0);
  expect(engine.allows(request("read", { roles: ["watcher"] }))).toBe(true);
  expect(engine.allows(request("write", { roles: ["watcher"] }))).toBe(false);
  expect(engine.allows(request("write", { roles: ["x", "chief"] }))).toBe(true);
});

test("whatever else decides, or is said, is left to others", () => {
  const engine = engineOf();
  const roles = ["clerk"];
  const odd = [
    request("seal", { roles, level: 4 }),
    request("seal", { roles }),
    request("greet"),
    request("print", { roles }),
    request("read", { roles, level: "high" }),
    request("read", { roles, level: 2 }),
    request("read", { roles: [...roles, 1] }),
    request("read", { roles: [1, ...roles] }),
    request("read", { roles: "clerk" }),
    request("read", { roles: { 0: "clerk", length: 1 } }),
    request("read", { roles: ["x".repeat(70_000), ...roles] }),
    request("read", { roles, groups: [{ type: "Team", id: "t" }] }),
    request("read", { roles, groups: "Team" }),
    request("read", []),
    request("read", null),
    request("read", Object.create({ roles })),
    request("read", { roles }, { context: { active_roles: [] } }),
    request("read", { roles }, { context: { time: "no time" } }),
    request("read", { roles }, { context: { token: { scope: 1 } } }),
    request("read", { roles }, { action: { name: "read", properties: 1 } }),
    request("read", { roles }, { resource: { type: "Report", id: "1", properties: [] } }),
    request("read", { roles }, { resource: { type: "Report", id: 1 } }),
    request("read", { roles }, { subject: { type: "User", id: 1, properties: { roles } } }),
    request("read", { roles }, { subject: { type: "anonymous", id: "x", properties: { roles } } }),
    request("read", { roles }, { subject: { type: "Nobody", id: "x", properties: { roles } } }),
    request("open", {}, { resource: { type: "Safe", id: "1" } }),
  ];
  expect(generated(engine, odd)).toBeGreaterThan(0);
});

test("what facts and another policy say shows in the next answer", () => {
  const engine = engineOf();
  const read = request("read");
  const may = (): boolean => engine.allows(read);
  expect(may()).toBe(false);
  const assigned = { subject: { type: "Team", id: "t" }, role: "chief", notAfter: "2999-01-01T00:00:00Z" } as const;
  engine.facts.assign(assigned);
  engine.facts.put({ ...base, groups: [{ type: "Team", id: "t" }] });
  expect(may()).toBe(true);
  engine.facts.revoke(assigned);
  expect(may()).toBe(false);
  engine.facts.assign({ subject: base, role: "watcher" });
  expect(may()).toBe(true);
  engine.replace(policyOf(text.replace("allow watcher to read\n", "")));
  expect(may()).toBe(false);
});

test("so many roles that a row of bits is many words long", () => {
  const names = Array.from({ length: 100 }, (_, at) => `r${at}`);
  const chain = names.map((name, at) => (at === 0 ? `role ${name}` : `role ${name} includes r${at - 1}`));
  const rules = names.map((name, at) => `action a${at}\nallow ${name} to a${at}`);
  const engine = compile(policyOf(`subject User\n${chain.join("\n")}\nresource Report {\n${rules.join("\n")}\n}`));
  for (let held = 0; held < 100; held += 7)
    for (let asked = 0; asked < 100; asked++)
      expect(engine.allows(request(`a${asked}`, { roles: [`r${held}`] }))).toBe(held >= asked);
  expect(engine.answered.interpreted).toBe(0);
});

test("a type has rows, the same for whoever asks, only where roles decide about an action", () => {
  const conditional = "resource Other { action read, burn  allow clerk to read when subject has level }\n";
  const schema = createSchema(policyOf(`${text}${conditional}`));
  const neverAsked = (): never => {
    throw new Error("asked");
  };
  const memberships = { belongs: neverAsked, belongsAnywhere: neverAsked, standing: neverAsked, asserts: neverAsked };
  const surroundings = {
    table: createFactsTable(),
    memberships: { ...memberships, isIn: neverAsked, isInAny: neverAsked },
    numberOfRole: () => 0,
    startAt: () => true,
  };
  const roles = createRoleTable(schema, surroundings, createGenerator());
  const rowsOf = (type: string): unknown => roles.open(schema.types.get(type) ?? neverAsked());
  expect(rowsOf("Other")).toBeUndefined();
  expect(rowsOf("Report")).toBeDefined();
  expect(rowsOf("Report")).toBe(rowsOf("Report"));
});
