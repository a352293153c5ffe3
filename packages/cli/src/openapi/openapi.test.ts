import { lintFormats } from "../lint/formats/formats.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const api = `openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /health:
    get: { security: [], responses: {} }
  /notes/{id}:
    get:
      operationId: readNote
      security: # who may read
        - oauth: ["notes:read"]
      responses: {}
    put:
      operationId: writeNote
      security:
        - oauth: ["notes:write"]
      responses: {}
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.example/
          tokenUrl: https://id.example/
          scopes: { "notes:read": Read notes, "notes:write": Write notes }
`;

const policy = `subject User
resource Note {
  role owner
  action read, write
  allow owner to read, write
}
scope "notes:read" covers read on Note
scope "notes:edit" covers write on Note
endpoint "GET /notes/{id}" is read  on Note "{id}"
endpoint "PUT /notes/{id}" is write on Note "{id}"
`;

let folder: TestFolder;
const back = process.cwd();

beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), back);
});
beforeEach(() => {
  folder.write("api.yaml", api);
  folder.write("policy.authz", policy);
});
afterAll(() => folder.remove());

const check = (...words: readonly string[]) =>
  runCommand(["openapi", "check", "api.yaml", "--policy", "policy.authz", ...words]);

describe("check", () => {
  test("says where the two differ, in both", async () => {
    expect(await check()).toEqual({
      code: 1,
      err: "",
      out: `error[openapi/unguarded-operation]: no endpoint of the policy stands for \`GET /health\`
 --> api.yaml:5:5
  |
5 |     get: { security: [], responses: {} }
  |     ^^^
  = help: add an endpoint for it, or \`is public\` if everybody may call it

error[openapi/refused-scopes]: by the description a token with \`notes:write\` may do \`PUT /notes/{id}\`; the policy wants \`notes:edit\`
  --> api.yaml:15:11
   |
15 |         - oauth: ["notes:write"]
   |           ^^^^^^^^^^^^^^^^^^^^^^
   = help: demand in \`security\` what the policy wants, or let a scope of the policy cover it; \`authz openapi annotate\` does the first
   = note: its endpoint
  --> policy.authz:10:1
   |
10 | endpoint "PUT /notes/{id}" is write on Note "{id}"
   | --------------------------------------------------
   = note: covers it
  --> policy.authz:8:1
   |
 8 | scope "notes:edit" covers write on Note
   | ---------------------------------------

2 errors in 2 files
`,
    });
  });

  test.each(lintFormats)("as %s", async (format) => {
    const { code, out } = await check("--format", format);
    expect(code).toBe(1);
    for (const one of ["openapi/unguarded-operation", "openapi/refused-scopes"]) expect(out).toContain(one);
    if (format === "json") expect(JSON.parse(out)).toMatchObject({ summary: { errors: 2 } });
    if (format !== "sarif") return;
    const { runs } = JSON.parse(out) as { runs: { tool: { driver: { name: string } }; results: object[] }[] };
    expect(runs[0]?.tool.driver.name).toBe("authz openapi check");
    expect(runs[0]?.results[1]).toMatchObject({
      ruleId: "openapi/refused-scopes",
      locations: [{ physicalLocation: { artifactLocation: { uri: "api.yaml" }, region: { startLine: 15 } } }],
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: "policy.authz" } } }, {}],
    });
  });

  test("agreement is 0", async () => {
    folder.write("policy.authz", `${policy.replace("notes:edit", "notes:write")}endpoint "GET /health" is public\n`);
    expect(await check()).toEqual({ code: 0, out: "no findings in 2 files\n", err: "" });
  });

  test("endpoints that are internal on purpose", async () => {
    const agreeing = policy.replace("notes:edit", "notes:write");
    folder.write("policy.authz", `${agreeing}endpoint "GET /health" is public\nendpoint "GET /metrics" is public\n`);
    expect((await check()).out).toContain("openapi/undocumented-endpoint");
    expect((await check("--allow-undocumented")).code).toBe(0);
  });

  test("paths below that of the server", async () => {
    folder.write("policy.authz", policy.replaceAll(" /notes", " /api/v3/notes"));
    const { out } = await check("--base-path", "/api/v3");
    expect(out).toContain("`GET /api/v3/health`");
    expect(out).not.toContain("undocumented");
    expect((await check("--base-path", "api/")).code).toBe(2);
  });

  test("what cannot be compared exits with 2", async () => {
    folder.write("api.yaml", "swagger: '2.0'\n");
    const swagger = await check();
    expect(swagger.code).toBe(2);
    expect(swagger.out).toContain("openapi/unsupported-version");
    folder.write("policy.authz", "resource\n");
    expect((await check()).code).toBe(2);
    expect((await runCommand(["openapi", "check", "nothing.yaml", "--policy", "policy.authz"])).code).toBe(2);
    expect((await runCommand(["openapi", "check"])).err).toContain("which description is needed");
  });
});

describe("init", () => {
  test("writes a policy that agrees, once", async () => {
    const words = ["openapi", "init", "api.yaml", "--policy", "made"];
    expect(await runCommand(words)).toEqual({
      code: 0,
      err: "",
      out: `wrote made/api.authz: 3 endpoints, 1 resource, 2 scopes
left for you to decide: who holds editor and viewer, and finer roles in their place; nothing else
`,
    });
    expect((await runCommand(["openapi", "check", "api.yaml", "--policy", "made"])).code).toBe(0);
    expect((await runCommand(["lint", "--policy", "made", "--max-warnings", "0"])).code).toBe(0);
    expect((await runCommand(["fmt", "made", "--check"])).code).toBe(0);
    const again = await runCommand(words);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("is there already")]);
    expect((await runCommand([...words, "--force"])).code).toBe(0);
  });

  test("to look at, and for a program", async () => {
    const shown = await runCommand(["openapi", "init", "api.yaml", "--stdout"]);
    expect(shown.out).toMatch(/^\/\/ A first policy for Notes[^]*is public/);
    const json = await runCommand(["openapi", "init", "api.yaml", "--policy", "other.authz", "--format", "json"]);
    expect(JSON.parse(json.out)).toMatchObject({ file: "other.authz", diagnostics: [] });
    expect(readFileSync("other.authz", "utf8")).toBe(shown.out);
  });
});

describe("annotate", () => {
  const annotate = (...words: readonly string[]) =>
    runCommand(["openapi", "annotate", "api.yaml", "--policy", "policy.authz", ...words]);

  beforeEach(() => folder.write("policy.authz", `${policy}endpoint "GET /health" is public\n`));

  test("shows what it would write", async () => {
    const shown = await annotate("--diff");
    expect(shown).toEqual({
      code: 1,
      err: "",
      out: `--- a/api.yaml
+++ b/api.yaml
@@ -12,7 +12,8 @@
     put:
       operationId: writeNote
       security:
-        - oauth: ["notes:write"]
+        - oauth:
+            - notes:edit
       responses: {}
 components:
   securitySchemes:
@@ -22,4 +23,4 @@
         authorizationCode:
           authorizationUrl: https://id.example/
           tokenUrl: https://id.example/
-          scopes: { "notes:read": Read notes, "notes:write": Write notes }
+          scopes: { "notes:read": Read notes, "notes:write": Write notes, notes:edit: "" }
1 file would change
`,
    });
    expect((await annotate("--check")).out).toBe("api.yaml\n1 file would change\n");
    expect(readFileSync("api.yaml", "utf8")).toBe(api);
  });

  test("writes it, and then there is nothing left to write or to say", async () => {
    expect(await annotate()).toEqual({ code: 0, out: "api.yaml\n1 file annotated\n", err: "" });
    expect(await annotate("--check")).toMatchObject({ code: 0, out: "the description says what the policy demands\n" });
    expect((await check()).code).toBe(0);
    expect(readFileSync("api.yaml", "utf8")).toContain("security: # who may read\n");
  });

  test("a scheme that there is not", async () => {
    expect(await annotate("--scheme", "oath")).toMatchObject({
      code: 2,
      err: "error: there is no security scheme `oath`\n  there is `oauth`\n",
    });
  });
});
