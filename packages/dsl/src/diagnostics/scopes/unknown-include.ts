import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownInclude: DiagnosticDefinition<{
  readonly scope: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "scopes/unknown-include",
  severity: "error",
  summary: "A scope includes one that nothing declares",
  why: "An included scope adds what it covers. One that is not declared covers nothing, so most likely another was meant.",
  message: ({ scope }) => `there is no scope \`${scope}\` to include`,
  help: ({ suggestion }) => (suggestion === undefined ? "declare it" : `did you mean \`${suggestion}\`?`),
  bad: `subject User
resource Invoice { action read, send }
scope "invoices:read" covers read on Invoice
scope "invoices:write" includes "invoice:read" covers send on Invoice`,
  good: `subject User
resource Invoice { action read, send }
scope "invoices:read" covers read on Invoice
scope "invoices:write" includes "invoices:read" covers send on Invoice`,
});
