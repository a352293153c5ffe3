import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const duplicateParameter: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "endpoints/duplicate-parameter",
  severity: "error",
  summary: "Two parameters of a path have one name",
  why: "A name stands for one segment. With two of them the id of the resource would be ambiguous.",
  message: ({ name }) => `the path already has a parameter \`${name}\``,
  help: () => "give each parameter a name of its own",
  bad: `subject User
resource Invoice { action read }
endpoint "GET /accounts/{id}/invoices/{id}" is read on Invoice "{id}"`,
  good: `subject User
resource Invoice { action read }
endpoint "GET /accounts/{account}/invoices/{id}" is read on Invoice "{account}/{id}"`,
});
