import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const malformedList: DiagnosticDefinition<{ readonly problem: string }> = defineDiagnostic({
  code: "routes/malformed-list",
  severity: "error",
  summary: "A list of routes cannot be read",
  why: "A route that is not understood is not checked, and nobody would notice.",
  message: ({ problem }) => `this is no list of routes: ${problem}`,
  help: () => 'one `METHOD /path` a line, or JSON: `[{ "method": "GET", "path": "/notes/:id" }]`',
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
      "routes.txt": `GET /notes/:id
/notes
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
      "routes.txt": `GET /notes/:id
`,
    },
  },
});
