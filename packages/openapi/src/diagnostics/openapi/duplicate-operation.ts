import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const duplicateOperation: DiagnosticDefinition<{ readonly operation: string; readonly other: string }> =
  defineDiagnostic({
    code: "openapi/duplicate-operation",
    severity: "error",
    summary: "Two operations answer the same requests",
    why: "Paths that differ in the names of their parameters only are the same path to OpenAPI, and to a router. Which of the two is meant, and which security it demands, is left to chance.",
    message: ({ operation, other }) => `\`${operation}\` answers the same requests as \`${other}\``,
    help: () => "keep one of the two",
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
        "api.yaml": `openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes/{id}:
    get:
      operationId: readNote
      security:
        - oauth: ["notes:read"]
      responses: { "200": { description: The note } }
  /notes/{note}:
    get:
      operationId: getNote
      security:
        - oauth: ["notes:read"]
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
