import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const invalidMethod: DiagnosticDefinition<{
  readonly method: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "endpoints/invalid-method",
  severity: "error",
  summary: "An endpoint names a method that requests do not have",
  why: "Methods are compared as they are written (RFC 9110, 9.1), and those that are registered are upper-case: `get` would match no request.",
  message: ({ method }) => `\`${method}\` is no method of HTTP requests`,
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "write a method such as `GET`, or `*` for every method"
      : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice { action read }
endpoint "get /invoices/{id}" is read on Invoice "{id}"`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"`,
});
