import { describe, expect, test } from "@jest/globals";
import { compile, type CompileOptions, type Engine } from "../engine.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { policyOf } from "../node/testing/engines.ts";

const text = `subject User
group Team of User
role admin includes clerk
role clerk
resource Report {
  owner?: User
  action read, write, print { copies: number }
  allow clerk to read, print
  allow owner to write
}
`;

function engineOf(source: string = text, options: CompileOptions = {}): Engine {
  const policy = policyOf(source);
  const { facts } = parseFacts(policy, { entities: [], assignments: [] });
  if (facts === undefined) throw new Error("no facts");
  return compile(policy, { facts, ...options });
}

const ann = { type: "User", id: "ann" };
const clerk = { subject: ann, role: "clerk" } as const;

describe("a permission", () => {
  test("is the same one for the same names, and says whether it matters on which resource", () => {
    const engine = engineOf();
    const read = engine.permission("Report", "read");
    expect(engine.permission("Report", "read")).toBe(read);
    expect(read).toMatchObject({ type: "Report", action: "read", everywhere: true });
    expect(engine.permission("Report", "write").everywhere).toBe(false);
    expect(engine.permission("Report", "print").everywhere).toBe(false);
  });

  test.each([
    ["Report", "burn"],
    ["Nothing", "read"],
    ["__proto__", "read"],
    ["Report", "constructor"],
  ])("of names that the policy does not know is denied, and none is kept for it: %s %s", (type, action) => {
    const engine = engineOf();
    const permission = engine.permission(type, action);
    expect(permission).toMatchObject({ number: -1, everywhere: false });
    expect(engine.subject(ann).can(permission)).toBe(false);
    expect(engine.subject(ann).can(permission, { id: "1" })).toBe(false);
    expect(engine.permission(type, action)).not.toBe(permission);
  });

  test("of another engine is taken by its names, whatever its number", () => {
    const other = engineOf("subject User\nresource Report { action write  allow User to write }\n");
    const write = other.permission("Report", "write");
    const engine = engineOf();
    engine.facts.assign(clerk);
    const subject = engine.subject(ann);
    expect(subject.can(engine.permission("Report", "read"))).toBe(true);
    expect(write.number).toBe(engine.permission("Report", "read").number);
    expect(subject.can(write)).toBe(false);
    expect(other.subject(ann).can(write)).toBe(true);
    expect(other.subject(ann).can({ ...write, action: "read" })).toBe(false);
  });
});

describe("a subject", () => {
  test("is what it was when it was given, whatever becomes of what was given", () => {
    const engine = engineOf();
    const read = engine.permission("Report", "read");
    const given = { ...ann, properties: { roles: ["clerk"] } };
    const subject = engine.subject(given);
    given.properties.roles.pop();
    expect(subject.can(read)).toBe(true);
    expect(engine.subject(given).can(read)).toBe(false);
  });

  test.each([
    undefined,
    null,
    1,
    "ann",
    [],
    {},
    { type: "User" },
    { type: "User", id: 1 },
    () => ann,
    { ...ann, f: () => 1 },
  ])("that is none may do nothing, and nothing throws: %p", (given) => {
    const engine = engineOf(`${text}\nallow User to write on Report\n`);
    const subject = engine.subject(given);
    expect(subject.can(engine.permission("Report", "write"))).toBe(false);
    expect(subject.can(engine.permission("Report", "write"), { id: "1" })).toBe(false);
  });

  test("without a resource may do nothing that depends on which one it is", () => {
    const engine = engineOf();
    const write = engine.permission("Report", "write");
    const subject = engine.subject(ann);
    expect(subject.can(write)).toBe(false);
    expect(subject.can(write, { id: "1", properties: { owner: ann } })).toBe(true);
    expect(subject.can(write, { id: "1", properties: { owner: { type: "User", id: "ben" } } })).toBe(false);
    expect(subject.can(write, { id: "1", properties: { owner: "ann" } })).toBe(false);
  });

  test("may do nothing to what is no resource, though it may to each", () => {
    const engine = engineOf();
    engine.facts.assign(clerk);
    const subject = engine.subject(ann);
    const read = engine.permission("Report", "read");
    expect(subject.can(read)).toBe(true);
    for (const id of [1, null, undefined, "x".repeat(65_537)])
      expect(subject.can(read, { id: id as never })).toBe(false);
    expect(subject.can(read, { id: "1", properties: { owner: 1 } })).toBe(false);
  });

  test("is asked in the context that is given", () => {
    const engine = engineOf();
    engine.facts.assign({ ...clerk, notAfter: "2026-06-01T00:00:00Z" });
    const subject = engine.subject(ann);
    const read = engine.permission("Report", "read");
    expect(subject.can(read, undefined, { time: "2026-05-01T00:00:00Z" })).toBe(true);
    expect(subject.can(read, { id: "1" }, { time: "2026-07-01T00:00:00Z" })).toBe(false);
  });
});

describe("nothing is stale", () => {
  test("assignments, groups and another policy show in the next answer", () => {
    const engine = engineOf();
    const subject = engine.subject(ann);
    const read = engine.permission("Report", "read");
    const answers = (): readonly boolean[] => [subject.can(read), subject.can(read)];
    expect(answers()).toEqual([false, false]);
    engine.facts.assign(clerk);
    expect(answers()).toEqual([true, true]);
    engine.facts.revoke(clerk);
    expect(answers()).toEqual([false, false]);
    engine.facts.assign({ subject: { type: "Team", id: "t" }, role: "admin" });
    engine.facts.put({ ...ann, groups: [{ type: "Team", id: "t" }] });
    expect(answers()).toEqual([true, true]);
    engine.facts.delete(ann);
    expect(answers()).toEqual([false, false]);
    engine.replace(policyOf(`${text}\nallow User to read on Report\n`));
    expect(answers()).toEqual([true, true]);
    engine.replace(
      policyOf(`${text}\nallow User to read on Report\ndeny User to read on Report when resource.id == "1"\n`),
    );
    expect(read.everywhere).toBe(false);
    expect(answers()).toEqual([false, false]);
  });

  test("what holds for a time ends with it", () => {
    let now = "2026-05-01T00:00:00Z";
    const engine = engineOf(text, { clock: () => new Date(now) });
    engine.facts.assign({ ...clerk, notAfter: "2026-06-01T00:00:00Z" });
    const subject = engine.subject(ann);
    const read = engine.permission("Report", "read");
    expect(subject.can(read)).toBe(true);
    now = "2026-07-01T00:00:00Z";
    expect(subject.can(read)).toBe(false);
  });
});

test("an answer that is remembered asks nothing again", () => {
  const engine = engineOf();
  engine.facts.assign(clerk);
  const subject = engine.subject(ann);
  const read = engine.permission("Report", "read");
  const asked = (): number => engine.answered.compiled + engine.answered.interpreted;
  subject.can(read);
  const before = asked();
  for (let count = 0; count < 100; count++)
    expect(subject.can(read) && subject.can(read, { id: `${count}` })).toBe(true);
  expect(asked()).toBe(before);
  engine.facts.assign({ ...clerk, subject: { type: "User", id: "ben" } });
  subject.can(read);
  expect(asked()).toBe(before + 1);
});

test("whoever is told of decisions is told of every one", () => {
  const told: boolean[] = [];
  const engine = engineOf(text, { onDecision: ({ decision }) => void told.push(decision.decision) });
  const subject = engine.subject(ann);
  const read = engine.permission("Report", "read");
  for (let count = 0; count < 3; count++) subject.can(read);
  expect(told).toEqual([false, false, false]);
});
