import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const undeclaredScope: DiagnosticDefinition<{
  readonly scope: string;
  readonly scheme: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "openapi/undeclared-scope",
  severity: "warning",
  summary: "A scope is demanded that its scheme does not declare",
  why: "Clients ask for the scopes that the scheme lists. One that is not listed is never asked for, and the operation is refused to them.",
  message: ({ scope, scheme }) => `the scheme \`${scheme}\` does not declare the scope \`${scope}\``,
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "list it in each flow of the scheme that can give it"
      : `did you mean \`${suggestion}\`?`,
  bad: {
    files: {
      "policy.authz": `subject User
resource Note {
  role owner
  action read
  allow owner to read
}
scope "notes:list" covers read on Note
endpoint "GET /notes/{id}" is read on Note "{id}"
`,
      "api.yaml": `openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes/{id}:
    get:
      operationId: readNote
      security:
        - oauth: ["notes:list"]
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
