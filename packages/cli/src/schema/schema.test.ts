import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const page = readFileSync(`${root}/docs/editors.md`, "utf8");
const policy = `/// Who signs in.
subject User as "identity" { level?: number }
/// Runs the place.
role boss for User, all User
/// A page.
resource Doc in Doc {
  status: "draft" | "sent" = "draft"
  /// May change it.
  role editor for User, Doc.editor
  action read
  action drop as "can_drop" { soft: boolean }
  allow editor to read, drop
  allow boss to read
}
`;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/docs.authz", policy);
  folder.write("readme.authz", block(readFileSync(`${root}/README.md`, "utf8"), "authz"));
  folder.write("broken.authz", "subject User\nrole boss\nallow bos to read on Doc");
  folder.write("file", "");
});
afterAll(() => folder.remove());

function block(text: string, language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${language} block`);
  return found;
}

function validator(path: string): (data: unknown) => boolean {
  const schema = JSON.parse(readFileSync(path, "utf8")) as object;
  const validate = new Ajv2020({ strictTypes: false, strictRequired: false, validateFormats: false }).compile(schema);
  return (data) => validate(data);
}

/** What stands under a name of `$defs` in a printed schema. */
async function definition(kind: string, name: string): Promise<unknown> {
  const { out, code } = await runCommand(["schema", kind]);
  expect(code).toBe(0);
  return (JSON.parse(out) as { readonly $defs: Readonly<Record<string, unknown>> }).$defs[name];
}

test("facts are the default, and the same policy makes the same bytes", async () => {
  const named = await runCommand(["schema", "facts"]);
  const { code, out, err } = await runCommand(["schema"]);
  expect([code, err, out]).toEqual([0, "", named.out]);
  expect(out).toMatch(
    /^\{\n {2}"\$schema": "https:\/\/json-schema\.org\/draft\/2020-12\/schema",\n {2}"title": "facts",\n/,
  );
  expect(out).toMatch(/\n\}\n$/);
});

test("doc comments, wire names, enums and defaults are there for the editor", async () => {
  expect(await definition("facts", "entity Doc")).toMatchObject({
    title: "Doc",
    description: "A page.",
    properties: {
      type: { const: "Doc" },
      properties: {
        properties: { status: { title: "status", type: "string", enum: ["draft", "sent"], default: "draft" } },
        additionalProperties: false,
      },
    },
  });
  expect(await definition("facts", "entity")).toMatchObject({
    properties: {
      type: {
        oneOf: [
          { const: "Doc", description: "A page." },
          { const: "identity", description: "Who signs in." },
        ],
      },
    },
  });
});

test("an assignment is told apart by its place and role, which say who may hold it", async () => {
  expect(await definition("facts", "roles on Doc")).toEqual({
    properties: { role: { type: "string", oneOf: [{ const: "editor", description: "May change it." }] } },
    allOf: [
      {
        if: { properties: { role: { const: "editor" } }, required: ["role"] },
        then: {
          properties: {
            subject: {
              type: "object",
              properties: {
                type: {
                  type: "string",
                  oneOf: [
                    { const: "Doc", description: "A page." },
                    { const: "identity", description: "Who signs in." },
                  ],
                },
                id: { type: "string" },
              },
              required: ["type", "id"],
              allOf: [
                {
                  if: { properties: { type: { const: "Doc" } }, required: ["type"] },
                  then: {
                    properties: {
                      id: { type: "string", not: { const: "*" } },
                      role: { type: "string", oneOf: [{ const: "editor", description: "May change it." }] },
                    },
                    required: ["role"],
                  },
                },
                {
                  if: { properties: { type: { const: "identity" } }, required: ["type"] },
                  then: { properties: { id: { type: "string", not: { const: "*" } }, role: false } },
                },
              ],
            },
          },
        },
      },
    ],
  });
});

test("--out writes every schema, or the one that was named", async () => {
  const all = await runCommand(["schema", "--out", "new/all"]);
  expect(all).toEqual({
    code: 0,
    err: "",
    out: `wrote new/all/facts.schema.json
wrote new/all/facts-line.schema.json
wrote new/all/request.schema.json
wrote new/all/evaluations.schema.json
`,
  });
  expect(await runCommand(["schema", "request", "--out", "new/one", "--format", "json"])).toEqual({
    code: 0,
    err: "",
    out: '{"written":["new/one/request.schema.json"]}\n',
  });
  expect(readdirSync("new/one")).toEqual(["request.schema.json"]);
  expect(readFileSync("new/one/request.schema.json", "utf8")).toBe((await runCommand(["schema", "request"])).out);
});

test("what it cannot do exits with 2 and says why", async () => {
  const unknown = await runCommand(["schema", "request s"]);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toBe("error: there is no schema of `request s`\n  did you mean `request`?\n");
  const broken = await runCommand(["schema", "--policy", "broken.authz"]);
  expect([broken.code, broken.out]).toEqual([2, ""]);
  expect(broken.err).toContain("error: the policy could not be used");
  const refused = await runCommand(["schema", "--out", "file/below"]);
  expect([refused.code, refused.out]).toEqual([2, ""]);
  expect(refused.err).toContain("error: the schema could not be written");
  const asJson = await runCommand(["schema", "--policy", "broken.authz", "--format", "json"]);
  expect(asJson.code).toBe(2);
  expect(JSON.parse(asJson.out)).toHaveProperty("error.message", "the policy could not be used");
});

test("the page about editors: its command writes the files that its settings and its table name", async () => {
  const words = block(page, "sh").trim().split(" ").slice(1);
  expect((await runCommand([...words, "--policy", "readme.authz"])).code).toBe(0);
  const written = readdirSync("schemas").map((name) => `schemas/${name}`);
  const settings = JSON.parse(block(page, "json")) as { readonly "json.schemas": readonly { readonly url: string }[] };
  const named = settings["json.schemas"].map(({ url }) => url.replace("./", ""));
  expect(named.filter((path) => !written.includes(path))).toEqual([]);
  const rows = [...page.matchAll(/^\| `(schemas\/[^`]+)`/gm)].map(([, path]) => path);
  expect(new Set(rows)).toEqual(new Set(written));
});

test("the page about editors: its facts fit the schema that their first line names, and check takes them", async () => {
  const text = block(page, "yaml");
  await runCommand(["schema", "--out", "schemas", "--policy", "readme.authz"]);
  const path = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1] ?? "";
  const accepts = validator(path);
  expect(accepts(parse(text))).toBe(true);
  expect(accepts(parse(text.replace("auditor", "auditors")))).toBe(false);
  writeFileSync("facts.yaml", text);
  const asked = ["check", "User:ana", "read", "Document:d1", "--policy", "readme.authz", "--facts", "facts.yaml"];
  expect((await runCommand(asked)).code).toBe(0);
});
