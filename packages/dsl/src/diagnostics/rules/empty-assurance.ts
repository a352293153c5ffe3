import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const emptyAssurance: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "rules/empty-assurance",
  severity: "error",
  summary: "An assurance asks for nothing",
  why: "Every token would satisfy it, and so would every request without one, although the policy reads as if it protected something.",
  message: ({ name }) => `the assurance \`${name}\` asks for nothing`,
  help: () => 'say what it needs: `acr "…"`, `amr "…"` or `within 15m`',
  bad: "assurance mfa { }",
  good: 'assurance mfa { amr "mfa" }',
});
