import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unsupportedRoute: DiagnosticDefinition<{ readonly route: string; readonly problem: string }> =
  defineDiagnostic({
    code: "routes/unsupported-route",
    severity: "warning",
    summary: "No endpoint can match the path of a route",
    why: "A policy matches whole segments of a path. A route with a pattern inside a segment, an optional part or a regular expression cannot be compared.",
    message: ({ route, problem }) => `the route \`${route}\` cannot be compared: ${problem}`,
    help: () => "write the route so that each parameter is a whole segment, or guard it in its handler",
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
GET /export.:format
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
