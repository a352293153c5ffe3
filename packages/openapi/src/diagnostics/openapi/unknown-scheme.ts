import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownScheme: DiagnosticDefinition<{ readonly scheme: string; readonly suggestion: string | undefined }> =
  defineDiagnostic({
    code: "openapi/unknown-scheme",
    severity: "error",
    summary: "A security requirement names a scheme that is not declared",
    why: "Nobody can satisfy it: tools disagree whether the operation is public then or closed.",
    message: ({ scheme }) => `there is no security scheme \`${scheme}\``,
    help: ({ suggestion }) =>
      suggestion === undefined ? "declare it below components/securitySchemes" : `did you mean \`${suggestion}\`?`,
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
        - oauth2: ["notes:read"]
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
