import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const controlCharacter: DiagnosticDefinition<{ readonly character: string }> = defineDiagnostic<{
  readonly character: string;
}>({
  code: "text/control-character",
  severity: "error",
  summary: "a control character",
  why: "Control characters and foreign line separators show differently, or not at all, in different tools.",
  message: (p) => `the control character ${p.character} may not stand in a policy`,
  help: () => "delete it; in a string write it as an escape, such as `\\u000c`",
  bad: "subject User\frole admin\n",
  good: "subject User\nrole admin\n",
});
