import { describe, expect, test } from "@jest/globals";
import { compile, parseFacts, type Decision } from "@authz/engine";
import type { Policy } from "@authz/model";
import { compileModule } from "./compile-module.ts";
import { examplePolicy, policyOf } from "./testing/policies.ts";

interface Module {
  readonly policy: string;
  check(request: unknown, options?: object): Decision;
  allows(request: unknown, options?: object): boolean;
  match(request: { method: string; path: string; anyCase?: boolean }): unknown;
}

async function importModule(policy: Policy): Promise<Module> {
  const { code } = await compileModule(policy);
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`)) as Module;
}

const documents = `
subject User { level?: number }
group Team of User, Team
role boss for User, all User
resource Folder { role editor for User, Team action read allow editor to read }
resource Doc in Folder {
  owner: User
  due?: time
  action read
  allow owner to read
  allow parent.editor to read
}
endpoint "GET /docs/{id}" is read on Doc "{id}"
`;

function asks(id: string, resource: object = { type: "Doc", id: "d1" }): object {
  return { subject: { type: "User", id }, action: { name: "read" }, resource };
}

describe("the module's text", () => {
  test("is the same for the same policy, and ASCII", async () => {
    const [one, other] = [await examplePolicy("invoices"), await examplePolicy("invoices")];
    const { code, types } = await compileModule(one);
    expect(await compileModule(other)).toEqual({ code, types });
    expect(code).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test("imports nothing and makes no code from strings", async () => {
    const { code } = await compileModule(await examplePolicy("invoices"));
    expect(code).not.toMatch(/\bimport\b|\brequire\(|\beval\b|\bFunction\b|node:|\bprocess\b|\bBuffer\b|setTimeout/);
    expect(code.match(/\bexport\b/g)).toHaveLength(1);
  });

  test("holds nothing of what only people and tests read", async () => {
    const { code } = await compileModule(
      policyOf(`/// Page of the handbook.\nsubject User\nresource Doc { action read allow User to read }
        test "nightly" { User "ana" can read Doc "d1" }`),
    );
    expect(code).not.toMatch(/handbook|nightly/);
  });
});

describe("facts of a request", () => {
  const policy = policyOf(documents);
  const facts = {
    entities: [
      { type: "User", id: "bo", groups: { type: "Team", id: "t" } },
      {
        type: "Doc",
        id: "d1",
        properties: { owner: { type: "User", id: "ana" } },
        parent: [{ type: "Folder", id: "f" }],
      },
    ],
    assignments: [
      { subject: { type: "Team", id: "t" }, role: "editor", resource: { type: "Folder", id: "f" } },
      { subject: { type: "User", id: "*" }, role: "boss", notAfter: "2027-01-01T00:00:00Z" },
    ],
  };

  test("are facts of this request alone", async () => {
    const module = await importModule(policy);
    const allowed = ["ana", "bo", "cy"].map((id) => module.allows(asks(id), { facts }));
    expect(allowed).toEqual([true, true, false]);
    expect(module.allows(asks("ana"))).toBe(false);
    const said = { type: "Doc", id: "d1", properties: { owner: { type: "User", id: "ana" } } };
    expect(module.allows(asks("ana", said))).toBe(true);
  });

  const doc = { type: "Doc", id: "d1" };
  const ana = { type: "User", id: "ana" };
  const misfits: readonly unknown[] = [
    null,
    [],
    "facts",
    { entity: [] },
    { entities: {} },
    { entities: [null] },
    { entities: [{ type: "Doc" }] },
    { entities: [{ type: "Doc", id: 1 }] },
    { entities: [{ type: "Page", id: "d1" }] },
    { entities: [{ type: "Doc", id: "*" }] },
    { entities: [{ ...doc, owner: ana }] },
    { entities: [{ ...doc, properties: [] }] },
    { entities: [{ ...doc, properties: { owner: doc } }] },
    { entities: [{ ...doc, properties: { colour: "red" } }] },
    { entities: [{ ...doc, properties: { due: "tomorrow" } }] },
    { entities: [{ ...doc, parent: doc }] },
    { entities: [{ ...doc, parent: [{ type: "Folder" }] }] },
    { entities: [{ ...doc, groups: [{ type: "Team", id: "t" }] }] },
    { entities: [{ ...ana, groups: [doc] }] },
    { entities: [doc, doc] },
    { assignments: [{ subject: ana }] },
    { assignments: [{ subject: ana, role: "bos" }] },
    { assignments: [{ subject: ana, role: "editor" }] },
    { assignments: [{ subject: ana, role: "boss", resource: doc }] },
    { assignments: [{ subject: { type: "Team", id: "t" }, role: "boss" }] },
    { assignments: [{ subject: { type: "User", id: "*" }, role: "editor", resource: { type: "Folder", id: "f" } }] },
    { assignments: [{ subject: { ...doc, role: "owner" }, role: "boss" }] },
    { assignments: [{ subject: { type: "Folder", id: "*", role: "editor" }, role: "boss" }] },
    { assignments: [{ subject: ana, role: "boss", notBefore: "soon" }] },
    { assignments: [{ subject: ana, role: "boss", until: "2027-01-01T00:00:00Z" }] },
  ];

  test.each(misfits.map((each) => [JSON.stringify(each), each]))("that do not fit deny: %s", async (_, data) => {
    const { facts: read } = parseFacts(policy, data);
    expect(read).toBeUndefined();
    const module = await importModule(policy);
    expect(module.check(asks("ana"), { facts: data })).toEqual({
      decision: false,
      code: "invalid_request",
      rules: [],
      policy: policy.version,
      message: "facts: they do not fit the policy",
    });
  });

  test("that throw deny, too", async () => {
    const module = await importModule(policy);
    const hostile = {
      get entities(): never {
        throw new Error("no");
      },
    };
    expect(module.check(asks("ana"), { facts: hostile }).code).toBe("invalid_request");
    expect(module.check(new Proxy({}, { get: () => expect(true).toBe(false) })).code).toBe("invalid_request");
  });
});

describe("hostile names", () => {
  const names = [
    "__proto__",
    "constructor",
    "toString",
    '"',
    "'",
    "`${globalThis.pwned = 1}`",
    "\\",
    "\u2028\u2029",
    "</script><script>globalThis.pwned = 1</script>",
    "<!--",
    "*/ globalThis.pwned = 1 /*",
    "\u0000",
    "ключ 🔑",
  ];

  test.each(names)("%j is a name like others", async (name) => {
    const quoted = JSON.stringify(name).replace(/[\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);
    const policy = policyOf(`subject User as "u" { tag: string as ${quoted} }
role boss as ${quoted} for User
resource Doc as ${quoted} {
  action read as ${quoted}
  allow boss to read when subject.tag == ${quoted}
}`);
    const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    const module = await importModule(policy);
    const { code } = await compileModule(policy);
    expect(code).not.toMatch(/<\/script|<!--/i);
    const ask = (value: string): object => ({
      subject: { type: "u", id: "ana", properties: own({ roles: [name] }, name, value) },
      action: { name },
      resource: { type: name, id: name },
    });
    const engine = compile(policy);
    for (const value of [name, "other"]) expect(module.check(ask(value))).toEqual(engine.check(ask(value)));
    expect([module.allows(ask(name)), module.allows(ask("other"))]).toEqual([true, false]);
    expect(Object.hasOwn(globalThis, "pwned")).toBe(false);
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype);
  });

  function own(members: object, name: string, value: unknown): object {
    return Object.defineProperty({ ...members }, name, { value, enumerable: true, configurable: true });
  }
});

test("endpoints are matched as the engine does", async () => {
  const policy = policyOf(documents);
  const [module, engine] = [await importModule(policy), compile(policy)];
  for (const path of ["/docs/1", "/docs/a%2Fb", "/docs/../x", "/DOCS/1", "/docs/%zz", "/docs/1?q=/x"])
    for (const anyCase of [true, false]) {
      const request = { method: "GET", path, anyCase };
      expect(module.match(request)).toEqual(engine.match(request));
    }
  expect(module.match({ method: "HEAD", path: "/docs/1" })).toEqual({
    action: { name: "read" },
    resource: { type: "Doc", id: "1" },
  });
});
