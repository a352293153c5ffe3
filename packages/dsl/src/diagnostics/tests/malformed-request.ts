import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const malformedRequest: DiagnosticDefinition<{ readonly request: string }> = defineDiagnostic({
  code: "tests/malformed-request",
  severity: "error",
  summary: "A test asks for something that is no HTTP request",
  why: "A request is a method and a path, as a client sends them. Paths that are rejected may be tested, too; parameters are written out.",
  message: ({ request }) => `\`${request}\` is not a method and a path`,
  help: () => 'write it like `"GET /invoices/7"`',
  bad: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
test "reading" {
  User "ana" cannot "invoices/7"
}`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
test "reading" {
  User "ana" cannot "GET /invoices/7"
}`,
});
