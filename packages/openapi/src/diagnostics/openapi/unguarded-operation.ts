import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unguardedOperation: DiagnosticDefinition<{ readonly operation: string }> = defineDiagnostic({
  code: "openapi/unguarded-operation",
  severity: "error",
  summary: "No endpoint stands for an operation",
  why: "What has no endpoint is refused to everybody by whoever asks the policy, and open to everybody where nobody asks.",
  message: ({ operation }) => `no endpoint of the policy stands for \`${operation}\``,
  help: () => "add an endpoint for it, or `is public` if everybody may call it",
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
  /notes:
    post:
      operationId: createNote
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
