import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const malformedParameter: DiagnosticDefinition<{ readonly segment: string }> = defineDiagnostic({
  code: "endpoints/malformed-parameter",
  severity: "error",
  summary: "Braces stand where no parameter can",
  why:
    "In a path a parameter is a whole segment: `{name}`, or `{name...}` for the rest. In the id of a resource it may stand " +
    "anywhere, as `{name}`.",
  message: ({ segment }) => `\`${segment}\` is not \`{name}\``,
  help: () => "write `{name}` with letters, digits and `_`; a brace itself is written `%7B` or `%7D` in a path",
  bad: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}.pdf" is read on Invoice "{id}"`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}/pdf" is read on Invoice "{id}"`,
});
