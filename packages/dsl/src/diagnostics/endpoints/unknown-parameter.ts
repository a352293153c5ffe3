import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownParameter: DiagnosticDefinition<{
  readonly name: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "endpoints/unknown-parameter",
  severity: "error",
  summary: "The id of an endpoint uses a parameter that its path does not have",
  why: "The id is made of the segments that the path names. Anything else would be empty.",
  message: ({ name }) => `the path has no parameter \`${name}\``,
  help: ({ name, suggestion }) =>
    suggestion === undefined ? `name the segment: \`{${name}}\` in the path` : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{invoice}" is read on Invoice "{invoce}"`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /invoices/{invoice}" is read on Invoice "{invoice}"`,
});
