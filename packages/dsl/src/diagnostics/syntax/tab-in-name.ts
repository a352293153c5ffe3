import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tabInName: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/tab-in-name",
  severity: "error",
  summary: "a tab in a name",
  why: "A name in backquotes may hold any character that can be seen; a tab looks like spaces.",
  message: () => "a name may not hold a tab",
  help: () => "write a space",
  bad: "role `the\tboss`\n",
  good: "role `the boss`\n",
});
