import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const includesCycle: DiagnosticDefinition<{ readonly cycle: readonly string[] }> = defineDiagnostic({
  code: "roles/includes-cycle",
  severity: "error",
  summary: "Roles include one another in a circle",
  why: "In a hierarchy of roles a senior role has all that its juniors have. Roles that include one another would all be the same role.",
  message: ({ cycle }) => `\`${cycle[0]}\` includes itself: ${cycle.join(" → ")}`,
  help: () => "remove one `includes` of the circle",
  bad: `subject User
role employee includes director
role manager includes employee
role director includes manager
`,
  good: `subject User
role employee
role manager includes employee
role director includes manager
`,
});
