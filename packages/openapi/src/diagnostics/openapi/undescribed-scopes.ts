import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const undescribedScopes: DiagnosticDefinition<{
  readonly operation: string;
  readonly taken: string;
  readonly described: string;
}> = defineDiagnostic({
  code: "openapi/undescribed-scopes",
  severity: "error",
  summary: "The policy takes scopes that the description does not name",
  why: "A token opens more than its owner could know: whoever consented to the scope read in the description what it is for.",
  message: ({ operation, taken, described }) =>
    `the policy lets ${taken} do \`${operation}\`; the description ${described}`,
  help: () => "add it to `security` as an alternative, or take the action from what the scope covers",
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
scope "notes:export" covers read on Note
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
