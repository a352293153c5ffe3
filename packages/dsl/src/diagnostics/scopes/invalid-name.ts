import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const invalidName: DiagnosticDefinition<{ readonly scope: string }> = defineDiagnostic({
  code: "scopes/invalid-name",
  severity: "error",
  summary: "A scope has a name that no token can carry",
  why: 'RFC 6749, section 3.3: a scope is one or more printable ASCII characters but space, `"` and `\\`. Tokens list scopes with spaces between them.',
  message: ({ scope }) => `\`${scope}\` is not the name of one scope`,
  help: ({ scope }) =>
    /^\S+(\s+\S+)+$/.test(scope)
      ? "write each scope in quotes of its own, with commas between them"
      : "use printable ASCII characters without space, double quote and backslash",
  bad: `subject User
resource Invoice { action read }
scope "invoices read" covers read on Invoice`,
  good: `subject User
resource Invoice { action read }
scope "invoices:read" covers read on Invoice`,
});
