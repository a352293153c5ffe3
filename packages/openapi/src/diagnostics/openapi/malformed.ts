import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const malformed: DiagnosticDefinition<{ readonly problem: string }> = defineDiagnostic({
  code: "openapi/malformed",
  severity: "error",
  summary: "A description is not YAML or JSON",
  why: "What cannot be read cannot be held against the policy. Everything after the mistake would be guessed at.",
  message: ({ problem }) => `this is neither YAML nor JSON: ${problem}`,
  help: () => "mend the text; a description is one YAML document, or JSON",
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
        - oauth: ["notes:read"
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
