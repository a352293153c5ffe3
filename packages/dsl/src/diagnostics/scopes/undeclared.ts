import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const undeclared: DiagnosticDefinition<{
  readonly scope: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "scopes/undeclared",
  severity: "warning",
  summary: "`require scope` asks for a scope that is not declared",
  why:
    "A required scope need not cover anything, so a policy may leave its declaration to others. But where scopes are declared, " +
    "one that is not among them is easily a misspelt one, which no token will ever carry.",
  message: ({ scope }) => `the policy declares scopes, but not \`${scope}\``,
  help: ({ scope, suggestion }) =>
    suggestion === undefined ? `declare it: \`scope "${scope}"\`` : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  action delete
  allow User to delete
  require scope "billing:admim" to delete
}
scope "billing" covers delete on Invoice
scope "billing:admin"`,
  good: `subject User
resource Invoice {
  action delete
  allow User to delete
  require scope "billing:admin" to delete
}
scope "billing" covers delete on Invoice
scope "billing:admin"`,
});
