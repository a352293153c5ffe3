import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unexpectedShape: DiagnosticDefinition<{ readonly part: string; readonly expected: string }> =
  defineDiagnostic({
    code: "openapi/unexpected-shape",
    severity: "error",
    summary: "A part of a description has not the shape that OpenAPI gives it",
    why: "A `security` that is no list, or a scope that is no text, says nothing that could be compared. Taking it for an absent one would make the operation public.",
    message: ({ part, expected }) => `${part} must be ${expected}`,
    help: () => "write it as the OpenAPI specification says",
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
        oauth: ["notes:read"]
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
