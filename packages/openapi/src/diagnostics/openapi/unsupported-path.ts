import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unsupportedPath: DiagnosticDefinition<{ readonly path: string; readonly problem: string }> =
  defineDiagnostic({
    code: "openapi/unsupported-path",
    severity: "warning",
    summary: "No endpoint can match a path",
    why: "A policy matches whole segments of a path, and refuses paths that two programs could read in two ways: with an empty segment or a slash at the end, with a dot segment, with an encoded slash. Such an operation cannot be guarded by an endpoint.",
    message: ({ path, problem }) => `no endpoint can match \`${path}\`: ${problem}`,
    help: () => "change the path so that each parameter is a whole segment, or guard the operation in its handler",
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
  /export.{format}:
    get: { security: [], responses: {} }
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
