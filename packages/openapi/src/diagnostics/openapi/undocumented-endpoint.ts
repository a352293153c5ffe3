import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const undocumentedEndpoint: DiagnosticDefinition<{ readonly endpoint: string }> = defineDiagnostic({
  code: "openapi/undocumented-endpoint",
  severity: "error",
  summary: "An endpoint stands for nothing that is described",
  why: "Either the description lacks an operation, and nobody reviews what is open there; or the endpoint is left over from an operation that has gone, and opens the next one that takes its path.",
  message: ({ endpoint }) => `the description has no operation that the endpoint \`${endpoint}\` stands for`,
  help: () => "describe the operation, or remove the endpoint; --allow-undocumented if it is internal on purpose",
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
endpoint "DELETE /notes/{id}" is read on Note "{id}"
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
