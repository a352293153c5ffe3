import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const missingRoute: DiagnosticDefinition<{ readonly endpoint: string }> = defineDiagnostic({
  code: "routes/missing-route",
  severity: "error",
  summary: "No route of the app answers an endpoint",
  why: "Either the app lacks the route, or the endpoint is left over from a route that has gone, and opens the next one that takes its path.",
  message: ({ endpoint }) => `the app has no route that the endpoint \`${endpoint}\` stands for`,
  help: () => "add the route, or remove the endpoint",
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
      "routes.txt": `GET /notes/:id
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
