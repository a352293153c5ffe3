import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unsupportedVersion: DiagnosticDefinition<{ readonly found: string }> = defineDiagnostic({
  code: "openapi/unsupported-version",
  severity: "error",
  summary: "A text is no description in OpenAPI 3",
  why: "The older format, Swagger 2.0, says security in another way, and so do formats of other makers. Reading one as if it were OpenAPI 3 would find no security at all.",
  message: ({ found }) => `this is no OpenAPI 3 description: ${found}`,
  help: () =>
    "begin with `openapi: 3.1.0` (or 3.0.x); a Swagger 2.0 document can be converted, with swagger2openapi say",
  bad: {
    files: {
      "policy.authz": `subject User
resource Note {
  role owner
  action read
  allow owner to read
}
scope "notes:read" covers read on Note
endpoint "GET /notes/{id}" is read on Note "{id}"
`,
      "api.yaml": `swagger: "2.0"
info: { title: Notes, version: "1" }
paths:
  /notes/{id}:
    get:
      operationId: readNote
      security:
        - oauth: ["notes:read"]
      responses: { "200": { description: The note } }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: "https://id.example/token", scopes: { "notes:read": Read notes } }
`,
    },
  },
  good: {
    files: {
      "policy.authz": `subject User
resource Note {
  role owner
  action read
  allow owner to read
}
scope "notes:read" covers read on Note
endpoint "GET /notes/{id}" is read on Note "{id}"
`,
      "api.yaml": `openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes/{id}:
    get:
      operationId: readNote
      security:
        - oauth: ["notes:read"]
      responses: { "200": { description: The note } }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: "https://id.example/token", scopes: { "notes:read": Read notes } }
`,
    },
  },
});
