import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unresolvedReference: DiagnosticDefinition<{ readonly reference: string; readonly problem: string }> =
  defineDiagnostic({
    code: "openapi/unresolved-reference",
    severity: "error",
    summary: "A reference leads nowhere",
    why: "The path or the security scheme behind it is unknown, and with it what the description demands there.",
    message: ({ reference, problem }) => `the reference \`${reference}\` cannot be followed: ${problem}`,
    help: () => "a reference is a path relative to this file, `#` and a JSON pointer: `paths/notes.yaml#/note`",
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
    $ref: "#/components/pathItems/note"
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
