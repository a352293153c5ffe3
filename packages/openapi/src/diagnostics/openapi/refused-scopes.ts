import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const refusedScopes: DiagnosticDefinition<{
  readonly operation: string;
  readonly described: string;
  readonly wanted: string;
}> = defineDiagnostic({
  code: "openapi/refused-scopes",
  severity: "error",
  summary: "Scopes that the description says suffice do not",
  why: "A client asks for what the description demands, its user consents, and the call is refused with `insufficient_scope`.",
  message: ({ operation, described, wanted }) =>
    `by the description ${described} may do \`${operation}\`; the policy ${wanted}`,
  help: () =>
    "demand in `security` what the policy wants, or let a scope of the policy cover it; `authz openapi annotate` does the first",
  bad: {
    files: {
      "policy.authz": `subject User
resource Note {
  role owner
  action read, list
  allow owner to read
}
scope "notes:read" covers list on Note
scope "notes:admin" covers read on Note
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
