import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Policy } from "@authz/model";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { examplePolicy, policyOf } from "../testing/policies.ts";
import { policyTypes } from "./policy-types.ts";

const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const options =
  "--noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2024 --lib es2024 --allowImportingTsExtensions --types node";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "policy-types-"));
  symlinkSync(modules, join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of a program beside the policy's types. */
function mistakes(policy: Policy, program: string): string {
  writeFileSync(join(folder, "policy-types.d.ts"), policyTypes(policy));
  writeFileSync(join(folder, "program.ts"), program);
  const tsc = join(modules, "typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options.split(" "), "program.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? stdout : `${status} ${stdout}`;
}

const documents = policyOf(`
  subject User { level?: number }
  group Team of User
  role auditor
  context { channel: "web" | "phone" }
  resource Folder { action open allow auditor to open }
  resource Document in Folder {
    owner: User
    pages: number
    sizes?: set of number
    print?: { copies: number, colour?: boolean }
    action read
    action change { fields: set of string }
    allow owner to read, change
  }
  scope "documents" covers * on Document
`);

test("the names and requests of a policy", () => {
  const [head] = policyTypes(documents).split("\n\n/** An entity ");
  expect(head).toBe(`// Made of a policy by authz compile --types: change the policy, not this file.

export type SubjectType = "User";

export type ResourceType = "Document" | "Folder";

export type Role = "auditor";

export type Scope = "documents";

export interface ActionOf {
  readonly Document: "change" | "read";
  readonly Folder: "open";
}

export interface SubjectProperties {
  readonly User: {
    readonly level?: number;
    readonly roles?: ReadonlyArray<Role | (string & {})>;
    readonly groups?: ReadonlyArray<Entity<"Team">>;
  };
}

export interface ResourceProperties {
  readonly Document: {
    readonly owner?: Entity<"User">;
    readonly pages?: number;
    readonly print?: {
      readonly colour?: boolean;
      readonly copies: number;
    };
    readonly sizes?: ReadonlyArray<number>;
    readonly parent?: Entity<"Folder"> | ReadonlyArray<Entity<"Folder">>;
  };
  readonly Folder: Readonly<Record<string, never>>;
}

export interface ActionProperties {
  readonly Document: {
    readonly change: {
      readonly fields?: ReadonlyArray<string>;
    };
    readonly read: Readonly<Record<string, never>>;
  };
  readonly Folder: {
    readonly open: Readonly<Record<string, never>>;
  };
}

export interface Context {
  readonly channel?: "phone" | "web";
  readonly time?: string;
  readonly token?: Token;
  readonly active_roles?: ReadonlyArray<Role | (string & {})>;
}

export interface Token {
  readonly acr?: string;
  readonly act?: {
    readonly client_id?: string;
    readonly iss?: string;
    readonly sub?: string;
  };
  readonly amr?: ReadonlyArray<string>;
  readonly aud?: string | ReadonlyArray<string>;
  readonly auth_time?: number;
  readonly client_id?: string;
  readonly exp?: number;
  readonly groups?: ReadonlyArray<string>;
  readonly iat?: number;
  readonly iss?: string;
  readonly jti?: string;
  readonly nbf?: number;
  readonly roles?: ReadonlyArray<string>;
  readonly scope?: string;
  readonly sub?: string;
}`);
});

test("the same policy makes the same bytes, in ASCII", async () => {
  const types = policyTypes(await examplePolicy("invoices"));
  expect(policyTypes(await examplePolicy("invoices"))).toBe(types);
  expect(types).toMatch(/^[\n -~]*$/);
});

const correct = `
import { compile, type Engine } from "@authz/engine";
import type { ActionOf, Request, ResourceType, Role, Scope, SubjectType } from "./policy-types.d.ts";

declare const policy: Parameters<typeof compile>[0];
const engine = compile<Request>(policy);
const subject = { type: "User", id: "ana" } as const;
const resource = { type: "Document", id: "d1" } as const;

export const names: [SubjectType, ResourceType, Role, Scope, ActionOf["Folder"]] = ["User", "Folder", "auditor", "documents", "open"];
export const plain: Engine = engine;
engine.allows({ subject, action: { name: "read" }, resource });
engine.check({ subject: { type: "anonymous" }, action: { name: "open" }, resource: { type: "Folder", id: "f1" } });
engine.checkAll([
  {
    subject: { type: "User", id: "bo", properties: { level: 3, roles: ["auditor", "other"], groups: [{ type: "Team", id: "t1" }] } },
    action: { name: "change", properties: { fields: ["title"] } },
    resource: {
      type: "Document",
      id: "d1",
      properties: { owner: subject, pages: 3, sizes: [1, 2], print: { copies: 1 }, parent: { type: "Folder", id: "f1" } },
    },
    context: { channel: "web", time: "2026-01-01T00:00:00Z", token: { scope: "documents", exp: 1 }, active_roles: [] },
  },
]);
compile(policy).allows({ anything: true });
`;

/** Each is wrong in one place. */
const wrong: readonly (readonly [mistake: string, request: string])[] = [
  ["unknown action", '{ subject, action: { name: "raed" }, resource }'],
  ["another resource's action", '{ subject, action: { name: "open" }, resource }'],
  ["unknown resource type", '{ subject, action: { name: "read" }, resource: { type: "Dokument", id: "d1" } }'],
  ["unknown subject type", '{ subject: { type: "Usr", id: "ana" }, action: { name: "read" }, resource }'],
  ["subject without id", '{ subject: { type: "User" }, action: { name: "read" }, resource }'],
  [
    "unknown attribute",
    '{ subject, action: { name: "read" }, resource: { ...resource, properties: { ownr: subject } } }',
  ],
  [
    "wrong attribute type",
    '{ subject, action: { name: "read" }, resource: { ...resource, properties: { pages: "3" } } }',
  ],
  [
    "wrong entity type",
    '{ subject, action: { name: "read" }, resource: { ...resource, properties: { owner: resource } } }',
  ],
  ["incomplete record", '{ subject, action: { name: "read" }, resource: { ...resource, properties: { print: {} } } }'],
  [
    "unknown subject attribute",
    '{ subject: { ...subject, properties: { levl: 1 } }, action: { name: "read" }, resource }',
  ],
  ["another action's property", '{ subject, action: { name: "read", properties: { fields: [] } }, resource }'],
  ["unknown context", '{ subject, action: { name: "read" }, resource, context: { chanel: "web" } }'],
  ["wrong context", '{ subject, action: { name: "read" }, resource, context: { channel: "fax" } }'],
  ["unknown member", '{ subject, action: { name: "read" }, resource, ressource: resource }'],
];

test("what fits compiles, and each mistake is found", () => {
  const expected = wrong.flatMap(([mistake, request]) => [
    `// @ts-expect-error ${mistake}`,
    `engine.allows(${request});`,
  ]);
  expect(mistakes(documents, `${correct}\n${expected.join("\n")}\n`)).toBe("");
});

test("a policy of nothing lets nothing be asked", () => {
  expect(
    mistakes(
      policyOf("subject User"),
      `import type { Request } from "./policy-types.d.ts";\nexport const none: [Request] extends [never] ? true : false = true;\n`,
    ),
  ).toBe("");
});

const hostile = [
  '"; export type Injected = 1; //',
  "*/ export type Injected = 1; /*",
  "`${Injected}`\n export type Injected = 1;",
  "\u2028export type Injected = 1;\u2029",
  "\\",
  "\ud800",
  "__proto__",
  "constructor",
  "new",
  "readonly",
  "",
];

test.each(hostile)("names are only ever names: %j", (name) => {
  const text = policyOf(`/// ODD
    subject User { a: string as "ODD" }
    role boss as "ODD"
    resource Doc as "ODD" { b: "ODD" | "even" action read as "ODD" allow boss to read }`);
  const odd = JSON.parse(
    JSON.stringify(text).replaceAll('"ODD"', JSON.stringify(name).replaceAll("$", "$$$$")),
  ) as Policy;
  const quoted = JSON.stringify(name);
  expect(policyTypes(odd)).toMatch(/^[\n -~]*$/);
  expect(
    mistakes(
      odd,
      `import type * as types from "./policy-types.d.ts";
       export const all: [types.ResourceType, types.Role, types.ActionOf[${quoted}]] = [${quoted}, ${quoted}, ${quoted}];
       export const request: types.Request = {
         subject: { type: "User", id: "ana", properties: { [${quoted}]: "x" } },
         action: { name: ${quoted} },
         resource: { type: ${quoted}, id: "d", properties: { b: ${quoted} } },
       };
       // @ts-expect-error
       export type None = types.Injected;
      `,
    ),
  ).toBe("");
});
