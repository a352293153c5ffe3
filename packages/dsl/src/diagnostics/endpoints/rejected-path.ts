import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const rejectedPath: DiagnosticDefinition<{ readonly path: string; readonly problem: string }> = defineDiagnostic(
  {
    code: "endpoints/rejected-path",
    severity: "error",
    summary: "An endpoint has a path that no request can have",
    why:
      "A path that programs read in different ways is rejected before anything matches: with an empty segment or a slash at the " +
      "end, a dot segment, a backslash or an encoded slash, an invalid escape. The query is never looked at.",
    message: ({ path, problem }) => `no request matches \`${path}\`: ${problem}`,
    help: () => "write the path as a request has it, from the leading slash on, without the query",
    bad: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}/" is read on Invoice "{id}"`,
    good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{id}" is read on Invoice "{id}"`,
  },
);
