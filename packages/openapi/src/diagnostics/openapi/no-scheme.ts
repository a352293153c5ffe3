import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noScheme: DiagnosticDefinition<{ readonly operation: string; readonly problem: string }> =
  defineDiagnostic({
    code: "openapi/no-scheme",
    severity: "error",
    summary: "A description has no scheme that the scopes could go to",
    why: "Scopes belong to an OAuth or OpenID Connect scheme, which knows where tokens come from. That is nothing to be guessed.",
    message: ({ operation, problem }) => `the scopes of \`${operation}\` cannot be written: ${problem}`,
    help: () => "declare one below components/securitySchemes, or name one: --scheme NAME",
    bad: { shell: "authz openapi annotate api-without-schemes.yaml\n" },
    good: { shell: "authz openapi annotate api.yaml --scheme oauth\n" },
  });
