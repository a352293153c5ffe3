import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const malformedRoute: DiagnosticDefinition<{ readonly route: string }> = defineDiagnostic({
  code: "endpoints/malformed-route",
  severity: "error",
  summary: "An endpoint is no method and path",
  why: "An endpoint maps an HTTP request: its method, spaces, and its path.",
  message: ({ route }) => `\`${route}\` is not a method and a path`,
  help: () => 'write it like `"GET /invoices/{id}"`; `*` stands for every method',
  bad: `subject User
resource Invoice { action read }
endpoint "/invoices/{id}" is read on Invoice "{id}"`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"`,
});
