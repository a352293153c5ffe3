import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const invalidScope: DiagnosticDefinition<{ readonly scope: string }> = defineDiagnostic({
  code: "openapi/invalid-scope",
  severity: "warning",
  summary: "A scope is no name that a token can carry",
  why: "RFC 6749 lets a scope have printable ASCII characters but spaces, quotes and backslashes. Two words are two scopes on the wire, so that no token ever satisfies it.",
  message: ({ scope }) => `\`${scope}\` is no name of one scope`,
  help: () => "use letters, digits and punctuation without spaces: `notes:read`",
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
        - oauth: ["read notes"]
      responses: { "200": { description: The note } }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: "https://id.example/token", scopes: { "notes:read": Read notes, "read notes": The same } }
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
