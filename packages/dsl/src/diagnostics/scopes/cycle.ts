import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const cycle: DiagnosticDefinition<{ readonly scopes: readonly string[] }> = defineDiagnostic({
  code: "scopes/cycle",
  severity: "error",
  summary: "Scopes include each other in a circle",
  why: "Scopes that include each other would all be the same. Which one is meant to be the smaller cannot be told.",
  message: ({ scopes }) => `scopes include each other in a circle: ${scopes.map((scope) => `\`${scope}\``).join(", ")}`,
  help: () => "take one `includes` away",
  bad: `subject User
resource Invoice { action read, send }
scope "read" includes "write" covers read on Invoice
scope "write" includes "read" covers send on Invoice`,
  good: `subject User
resource Invoice { action read, send }
scope "read" covers read on Invoice
scope "write" includes "read" covers send on Invoice`,
});
