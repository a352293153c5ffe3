import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const policy = `subject User
resource Note {
  role owner
  action read, write
  allow owner to read, write
  require mfa to write
  require scope "sign" to write
}
assurance mfa { amr "mfa" within 15m }
scope "read" covers read on Note
scope "write" includes "read" covers write on Note
endpoint "GET /health" is public
endpoint "GET /notes/{id}" is read on Note "{id}"
endpoint "PUT /notes/{id}" is write on Note "{id}"
endpoint "GET /notes/files/{path...}" is read on Note "{path}"
`;

let folder: TestFolder;
const back = process.cwd();
const bin = resolve(import.meta.dirname, "../../bin/authz.js");
const appOf = (name: string): string => resolve(import.meta.dirname, `testing/${name}-app.ts`);

beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), back);
});
beforeEach(() => folder.write("policy.authz", policy));
afterAll(() => folder.remove());

const routes = (...words: readonly string[]) => runCommand(["routes", "--policy", "policy.authz", ...words]);

/** In a process of its own, as it is used: the app is a module with imports of its own. */
function routesOf(app: string) {
  const words = ["routes", "--policy", "policy.authz", "--app", app, "--format", "json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], { encoding: "utf8" });
  if (stdout === "") return { status, stderr, found: [] };
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
  return { status, stderr, found: diagnostics.map(({ code, message }) => `${code}: ${message}`) };
}

describe("the list", () => {
  test("as text", async () => {
    expect(await routes()).toEqual({
      code: 0,
      err: "",
      out: `method  path                    action  resource       scopes        requires
GET     /health                 public
GET     /notes/files/{path...}  read    Note "{path}"  read
GET     /notes/{id}             read    Note "{id}"    read
PUT     /notes/{id}             write   Note "{id}"    sign + write  mfa

4 endpoints
`,
    });
  });

  test("as CSV", async () => {
    const { out } = await routes("--format", "csv");
    expect(out).toBe(`method,path,action,resource,scopes,requires
GET,/health,public,,,
GET,/notes/files/{path...},read,"Note ""{path}""",read,
GET,/notes/{id},read,"Note ""{id}""",read,
PUT,/notes/{id},write,"Note ""{id}""",sign + write,mfa
`);
  });

  test("as Markdown", async () => {
    const { out } = await routes("--format", "markdown");
    expect(out).toContain('| GET | /notes/{id} | read | Note "{id}" | read |  |\n');
  });

  test("as JSON", async () => {
    const { endpoints } = JSON.parse((await routes("--format", "json")).out) as { endpoints: object[] };
    expect(endpoints[3]).toMatchObject({
      method: "PUT",
      path: "/notes/{id}",
      public: false,
      action: "write",
      type: "Note",
      id: "{id}",
      scopes: [["sign", "write"]],
      assurances: ["mfa"],
    });
  });

  test("a format that it does not have", async () => {
    expect(await routes("--format", "sarif")).toMatchObject({ code: 2, out: "" });
    expect(await routes("--check", "x", "--app", "y")).toMatchObject({ code: 2 });
    expect(await routes("--check", "x", "--format", "csv")).toMatchObject({ code: 2 });
  });
});

describe("a list of the app's routes", () => {
  test("that agrees", async () => {
    folder.write("routes.txt", "GET /health\nGET /notes/:id\nPUT /notes/:id\nGET /notes/files/*\n");
    expect(await routes("--check", "routes.txt")).toMatchObject({ code: 0, out: "no findings in 2 files\n" });
  });

  test("that does not", async () => {
    folder.write("routes.txt", "GET /health\nGET /notes/:id\nDELETE /notes/:id\nGET /notes/files/*\n");
    expect(await routes("--check", "routes.txt", "--format", "github")).toEqual({
      code: 1,
      err: "",
      out: `::error file=policy.authz,line=14,endLine=14,col=1,endColumn=51,title=routes/missing-route::the app has no route that the endpoint \`PUT /notes/{id}\` stands for%0Aadd the route, or remove the endpoint
::error file=routes.txt,line=3,endLine=3,col=1,endColumn=18,title=routes/unguarded-route::no endpoint of the policy stands for the route \`DELETE /notes/:id\`%0Aadd an endpoint for it, or \`is public\` if everybody may call it
`,
    });
  });

  test("that is none, or not there", async () => {
    folder.write("routes.txt", "what\n");
    expect((await routes("--check", "routes.txt")).code).toBe(2);
    expect((await routes("--check", "nothing.txt")).code).toBe(2);
  });
});

describe("an app", () => {
  test("of Fastify, with plugins and a prefix", () => {
    expect(routesOf(appOf("fastify"))).toEqual({ status: 0, stderr: "", found: [] });
  });

  test("of Fastify, when an endpoint is taken from the policy", () => {
    folder.write("policy.authz", policy.replace(/endpoint "PUT.*\n/, ""));
    expect(routesOf(appOf("fastify"))).toEqual({
      status: 1,
      stderr: "",
      found: ["routes/unguarded-route: no endpoint of the policy stands for the route `PUT /notes/:id`"],
    });
  });

  test("of Express, with a router, a regular expression and an app in it", () => {
    expect(routesOf(appOf("express"))).toEqual({
      status: 1,
      stderr: "",
      found: [
        expect.stringMatching(/^routes\/unsupported-route: the route `GET \/\^/),
        "routes/unguarded-route: no endpoint of the policy stands for the route `* /admin/*`",
      ],
    });
  });

  test("that is none", () => {
    folder.write("none.mjs", "export default 5;\n");
    folder.write("throws.mjs", "throw new Error('no database');\n");
    expect(routesOf("none.mjs")).toMatchObject({ status: 2, stderr: expect.stringContaining("exports no Fastify") });
    expect(routesOf("throws.mjs")).toMatchObject({ status: 2, stderr: expect.stringContaining("no database") });
    expect(routesOf("missing.mjs")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("could not be loaded"),
    });
  });
});
