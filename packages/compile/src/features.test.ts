/** What a policy does not use is not in its module; and whatever is asked of the module, the engine says the same. */
import { describe, expect, test } from "@jest/globals";
import { compile, parseFacts, type Decision } from "@authz/engine";
import type { Features } from "@authz/engine/core";
import { compileModule } from "./compile-module.ts";
import { featuresOf } from "./features.ts";
import { policyOf } from "./testing/policies.ts";

const clock = (): Date => new Date("2026-06-01T12:00:00Z");

/** One feature each, with what it makes the module hold. */
const policies: readonly (readonly [text: string, ...uses: (keyof Features)[]])[] = [
  ["subject User resource Doc { action read allow User to read }"],
  ["subject User resource Doc { action read allow anyone to read }"],
  [
    "subject User resource Doc { size: number action read allow User to read when resource.size < 3 }",
    "conditions",
    "orders",
  ],
  [
    "subject User resource Doc { size: number action read allow User to read when resource.size + 1 == 3 }",
    "conditions",
    "sums",
  ],
  [
    'subject User resource Doc { title: string action read allow User to read when resource.title like "a*" }',
    "conditions",
    "patterns",
  ],
  [
    "subject User { level?: number } resource Doc { action read allow User to read when subject has level }",
    "conditions",
    "presence",
  ],
  [
    'subject User resource Doc { tags: set of string action read allow User to read when resource.tags contains "a" }',
    "conditions",
    "containment",
  ],
  [
    'subject User resource Doc { title: string action read allow User to read when resource.title in ["a", "b"] }',
    "conditions",
    "inclusion",
  ],
  [
    'subject User resource Doc { title: "a" | "b" action read allow User to read when resource.title == "a" }',
    "conditions",
    "enums",
  ],
  [
    'subject User context { ip?: ip } resource Doc { action read allow User to read when context has ip and context.ip in ip "10.0.0.0/8" }',
    "conditions",
    "inclusion",
    "presence",
    "addresses",
  ],
  [
    "subject User resource Doc { wait: duration action read allow User to read when resource.wait == 5m }",
    "conditions",
    "durations",
  ],
  ["subject User role boss for User resource Doc { action read allow boss to read }", "roles", "entities"],
  [
    "subject User role boss for User role chief includes boss for User resource Doc { action read allow boss to read }",
    "roles",
    "entities",
    "hierarchies",
  ],
  [
    "subject User role boss for User role clerk for User exclusive boss, clerk resource Doc { action read allow boss to read }",
    "roles",
    "entities",
    "exclusives",
  ],
  [
    "subject User role boss for User resource Doc { action read allow User to read when subject is boss }",
    "roles",
    "entities",
    "conditions",
    "roleConditions",
    "membership",
  ],
  ["subject User resource Doc { owner: User action read allow owner to read }", "entities", "membership"],
  [
    "subject User group Team of User resource Doc { owner: User | Team action read allow owner to read }",
    "entities",
    "membership",
  ],
  [
    "subject User resource Doc in Doc { role reader for User if parent.reader action read allow reader to read }",
    "entities",
    "roles",
    "derivedRoles",
    "membership",
    "parents",
  ],
  ['subject User scope "docs" covers read on Doc resource Doc { action read allow User to read }', "scopes"],
  [
    'subject User resource Doc { action read allow User to read require scope "docs" to read }',
    "scopes",
    "requirements",
  ],
  [
    'subject User assurance strong {\nacr "phr", "phrh"\namr "mfa", "hwk", "otp"\nwithin 15m\n} resource Doc { action read allow User to read require strong to read }',
    "requirements",
  ],
];

const user = { type: "User", id: "ana" };
const subjects = [
  user,
  { type: "anonymous" },
  { ...user, properties: { roles: ["boss", "clerk", "unheard of"], level: 2 } },
  { ...user, properties: { roles: ["chief"], groups: [{ type: "Team", id: "t" }] } },
  { ...user, properties: { roles: [1] } },
  { ...user, properties: { groups: "t" } },
];
const doc = { type: "Doc", id: "d" };
const resources = [
  doc,
  {
    ...doc,
    properties: { size: 2, title: "a", tags: ["a"], wait: "5m", owner: user, parent: { type: "Doc", id: "f" } },
  },
  { ...doc, properties: { size: "2", title: 1, tags: "a", wait: "5", owner: "ana", parent: "f" } },
  { ...doc, properties: { owner: { type: "Team", id: "t" }, parent: [] } },
];
const contexts = [
  {},
  { active_roles: ["boss"], ip: "10.1.2.3" },
  { active_roles: [], ip: "a.b", token: {} },
  { active_roles: "boss" },
  { token: { scope: "docs", acr: "high", auth_time: 1 } },
  { token: { scope: "other", scp: ["docs"], act: { sub: "x" } } },
  { token: { acr: 1 } },
  { token: [] },
];
const requests = subjects.flatMap((subject) =>
  resources.flatMap((resource) =>
    contexts.map((context) => ({ subject, action: { name: "read" }, resource, context })),
  ),
);
const facts = [
  {},
  { entities: [{ type: "Doc", id: "d", properties: { owner: user } }] },
  { entities: [{ type: "Doc", id: "d", parent: [{ type: "Doc", id: "f" }] }] },
  { entities: [{ ...user, groups: [{ type: "Team", id: "t" }] }] },
  { assignments: [{ subject: user, role: "boss" }] },
  {
    assignments: [
      { subject: user, role: "boss" },
      { subject: user, role: "clerk" },
    ],
  },
  { assignments: [{ subject: user, role: "chief" }] },
  { assignments: [{ subject: user, role: "reader", resource: { type: "Doc", id: "f" } }] },
];

interface Module {
  check(request: unknown, options: object): Decision;
  withFacts(facts: unknown): { check(request: unknown, options: object): Decision };
}

describe("a policy of one feature", () => {
  test.each(policies)("%s", async (text, ...uses) => {
    const policy = policyOf(text);
    const used = Object.entries(featuresOf(policy)).flatMap(([name, isUsed]) => (isUsed ? [name] : []));
    expect(used.sort()).toEqual([...uses].sort());
    const { code } = await compileModule(policy);
    const module = (await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`)) as Module;
    for (const data of facts) {
      const { facts: checked } = parseFacts(policy, data);
      const engine = compile(policy, checked === undefined ? { clock } : { facts: checked, clock });
      const once = module.withFacts(data);
      for (const request of requests) {
        const found = module.check(request, { facts: data, clock });
        if (checked === undefined) expect(found.code).toBe("invalid_request");
        else expect(found).toEqual(engine.check(request));
        expect(once.check(request, { clock })).toEqual(found);
      }
    }
  });
});

test("what is not used is not there", async () => {
  const text = "subject User resource Doc { title: string action read allow User to read }";
  const { code } = await compileModule(policyOf(text));
  expect(code).not.toMatch(/an address or network|a duration such as|the policy has no/);
  const { code: longer } = await compileModule(
    policyOf(text.replace("to read }", 'to read when resource.title like "a*" }')),
  );
  expect(longer.length).toBeGreaterThan(code.length + 1_000);
});
