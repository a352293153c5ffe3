import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const publicInDescription: DiagnosticDefinition<{ readonly operation: string }> = defineDiagnostic({
  code: "openapi/public-in-description",
  severity: "error",
  summary: "The description says that everybody may call what the policy protects",
  why: "Clients call without a credential and are turned away. An operation without `security`, in a document without one, is public by the rule of OpenAPI; most often it has been forgotten.",
  message: ({ operation }) =>
    `the description lets callers without a credential do \`${operation}\`, and the policy does not`,
  help: () => "write `security` at the operation or for the whole document; or let the endpoint be public",
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
      security: []
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
