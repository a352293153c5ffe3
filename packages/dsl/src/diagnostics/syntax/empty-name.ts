import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const emptyName: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/empty-name",
  severity: "error",
  summary: "a name with nothing in it",
  why: "What has no visible name cannot be talked about.",
  message: () => "there is no name between these backquotes",
  help: () => "write one",
  bad: "role ``\n",
  good: "role `the boss`\n",
});
