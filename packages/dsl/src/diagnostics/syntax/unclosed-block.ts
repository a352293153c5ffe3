import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unclosedBlock: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/unclosed-block",
  severity: "error",
  summary: "a block that does not end",
  why: "Without its closing brace, a block would swallow the declarations that follow.",
  message: () => "this block has no closing `}`",
  help: () => "close it with `}`",
  bad: "resource Invoice {\n  action read\n\nsubject User\n",
  good: "resource Invoice {\n  action read\n}\n\nsubject User\n",
});
