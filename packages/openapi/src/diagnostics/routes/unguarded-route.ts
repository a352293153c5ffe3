import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unguardedRoute: DiagnosticDefinition<{ readonly route: string }> = defineDiagnostic({
  code: "routes/unguarded-route",
  severity: "error",
  summary: "No endpoint stands for a route of the app",
  why: "What has no endpoint is refused to everybody by whoever asks the policy, and open to everybody where nobody asks.",
  message: ({ route }) => `no endpoint of the policy stands for the route \`${route}\``,
  help: () => "add an endpoint for it, or `is public` if everybody may call it",
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
POST /notes
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
