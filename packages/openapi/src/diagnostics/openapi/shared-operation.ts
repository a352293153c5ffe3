import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const sharedOperation: DiagnosticDefinition<{ readonly operation: string }> = defineDiagnostic({
  code: "openapi/shared-operation",
  severity: "error",
  summary: "An operation that stands at several paths would need several securities",
  why: "It is written once (by a reference or an alias), and the policy asks for other scopes at each of its paths.",
  message: ({ operation }) =>
    `\`${operation}\` is written in a place that another operation shares, and needs another \`security\``,
  help: () => "write the operation out at each path",
  bad: { shell: "authz openapi annotate api-with-aliases.yaml\n" },
  good: { shell: "authz openapi annotate api.yaml\n" },
});
