import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const remoteReference: DiagnosticDefinition<{ readonly reference: string }> = defineDiagnostic({
  code: "openapi/remote-reference",
  severity: "error",
  summary: "A reference leads to another machine or out of the project",
  why: "What a build reads must lie in the project: a description must not make it fetch an address or open a file elsewhere, and what is fetched may change from one run to the next.",
  message: ({ reference }) => `the reference \`${reference}\` leads out of the project`,
  help: () => "put a copy of what it names beside the description, and refer to that",
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
    $ref: "https://api.example/notes.yaml#/note"
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
