import { parsePolicy } from "@authz/dsl";
import { expect, test } from "@jest/globals";
import { readFiles, said } from "../testing/read-files.ts";
import { annotateDescription, type AnnotateOptions } from "./annotate-description.ts";

const policyText = `subject User
resource Note {
  role owner
  action read, write, list
  allow owner to read, write, list
  require scope "notes:sign" to write
}
/// See notes.
scope "notes:read" covers read, list on Note
scope "notes:write" covers write on Note
endpoint "GET /health" is public
endpoint "GET /notes" is list on Note "all"
endpoint "GET /notes/{id}" is read on Note "{id}"
endpoint "PUT /notes/{id}" is write on Note "{id}"
`;

async function annotate(files: Readonly<Record<string, string>>, options: AnnotateOptions = {}) {
  const { policy } = parsePolicy([{ name: "policy.authz", text: policyText }]);
  const read = await readFiles(files);
  const { sources, diagnostics } = annotateDescription({ value: read.value!, places: read.places }, policy!, options);
  return { texts: sources.map(({ text }) => text), said: said({ diagnostics }) };
}

test("only what differs is written, in the style of what is there", async () => {
  const { texts, said: found } = await annotate({
    "api.yaml": `# The API.
openapi: 3.1.0
info: {title: Notes,   version: "1"}

paths:
  /health:
    get:
      responses: {}   # no credential
  /notes:
    # All of them.
    get: {operationId: list, responses: {}}
  /notes/{id}:
      get:
          summary: >-
            Folded text
            of a note.

          # Who may:
          security:   # agreed in March
          -   key: []
          -   oauth:
              - "notes:read"

          responses:  {}
      put:
          security:
          -   oauth: [wrong]
          -   key: []
          description: |
            Writes it.

components:
  securitySchemes:
    key: {type: apiKey, in: header, name: x-key}
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.example/
          scopes:
            wrong: Nothing # left over
`,
  });
  expect(found).toEqual([]);
  expect(texts[0]).toBe(`# The API.
openapi: 3.1.0
info: {title: Notes,   version: "1"}

paths:
  /health:
    get:
      responses: {}   # no credential
  /notes:
    # All of them.
    get: {operationId: list, responses: {}, security: [ { oauth: [ notes:read ] } ]}
  /notes/{id}:
      get:
          summary: >-
            Folded text
            of a note.

          # Who may:
          security:   # agreed in March
          -   key: []
          -   oauth:
              - "notes:read"

          responses:  {}
      put:
          security:
          - key: []
          - oauth:
              - notes:sign
              - notes:write
          description: |
            Writes it.

components:
  securitySchemes:
    key: {type: apiKey, in: header, name: x-key}
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.example/
          scopes:
            wrong: Nothing # left over
            notes:read: See notes.
            notes:sign: ""
            notes:write: ""
`);
});

test("JSON stays JSON, with its line ends", async () => {
  const text = JSON.stringify(
    {
      openapi: "3.0.3",
      paths: { "/notes": { get: { responses: {} } }, "/notes/{id}": { get: { security: [] } } },
      components: { securitySchemes: { oauth: { type: "oauth2", flows: { implicit: { scopes: {} } } } } },
    },
    null,
    2,
  ).replaceAll("\n", "\r\n");
  const { texts, said: found } = await annotate({ "api.json": text });
  expect(found).toEqual([]);
  const written = texts[0] ?? "";
  expect(written.replaceAll("\r\n", "")).not.toContain("\n");
  expect(JSON.parse(written)).toMatchObject({
    paths: {
      "/notes": { get: { security: [{ oauth: ["notes:read"] }] } },
      "/notes/{id}": { get: { security: [{ oauth: ["notes:read"] }] } },
    },
    components: { securitySchemes: { oauth: { flows: { implicit: { scopes: { "notes:read": "See notes." } } } } } },
  });
  expect(written).toContain('\r\n        "security": [\r\n          {\r\n            "oauth": [');
});

test("operations in another file are annotated there", async () => {
  const { texts } = await annotate({
    "api.yaml": `openapi: 3.1.0
paths: { /notes: { $ref: "notes.yaml" } }
components: { securitySchemes: { oidc: { type: openIdConnect, openIdConnectUrl: "https://id.example/" } } }
`,
    "notes.yaml": "get:\n  responses: {}",
  });
  expect(texts[1]).toBe("get:\n  responses: {}\n  security:\n    - oidc:\n        - notes:read");
});

const twoSchemes = `components:
  securitySchemes:
    one: { type: openIdConnect }
    two: { type: openIdConnect }
`;

test("which scheme scopes belong to is never guessed", async () => {
  const text = `openapi: 3.1.0\npaths:\n  /notes:\n    get: {}\n${twoSchemes}`;
  const open = await annotate({ "api.yaml": text });
  expect(open).toEqual({ texts: [text], said: ["openapi/no-scheme api.yaml:4:5"] });
  const named = await annotate({ "api.yaml": text }, { scheme: "two" });
  expect(named.texts[0]).toContain("get: { security: [ { two: [ notes:read ] } ] }");
});

test("what two operations share is not written for one of them", async () => {
  const shared = `openapi: 3.1.0
paths:
  /notes:
    get: &same
      responses: {}
  /notes/{id}:
    get: *same
    put: *same
${twoSchemes}`;
  const { said: found } = await annotate({ "api.yaml": shared }, { scheme: "one" });
  expect(found).toEqual(["openapi/shared-operation api.yaml:8:5"]);
  const anchored = `openapi: 3.1.0
paths:
  /notes:
    get:
      security: &all
        - one: []
${twoSchemes}`;
  expect(await annotate({ "api.yaml": anchored })).toEqual({
    texts: [anchored],
    said: ["openapi/shared-operation api.yaml:4:5"],
  });
});

test("an operation without an endpoint is said, and left as it is", async () => {
  const text = `openapi: 3.1.0\npaths:\n  /other:\n    get: {}\n${twoSchemes}`;
  expect(await annotate({ "api.yaml": text })).toEqual({
    texts: [text],
    said: ["openapi/unguarded-operation api.yaml:4:5"],
  });
});

test("a public endpoint makes its operation public", async () => {
  const text = `openapi: 3.1.0\npaths:\n  /health:\n    get:\n      security:\n        - one: []\n${twoSchemes}`;
  const { texts } = await annotate({ "api.yaml": text });
  expect(texts[0]).toBe(`openapi: 3.1.0\npaths:\n  /health:\n    get:\n      security: []\n${twoSchemes}`);
});
