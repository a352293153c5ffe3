import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const conflict: DiagnosticDefinition<{ readonly route: string; readonly other: string }> = defineDiagnostic({
  code: "endpoints/conflict",
  severity: "error",
  summary: "Two endpoints match the same requests",
  why:
    "Where several endpoints match, the first segment in which they differ decides: a literal before `{name}`, and that before " +
    "`{name...}`; then a named method before `*`. Between these two nothing decides. `HEAD` is `GET`.",
  message: ({ route, other }) => `\`${route}\` and \`${other}\` match the same requests`,
  help: () => "remove one of the two, or make their paths differ",
  bad: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
endpoint "GET /invoices/{number}" is public`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
endpoint "GET /invoices/latest" is public`,
});
