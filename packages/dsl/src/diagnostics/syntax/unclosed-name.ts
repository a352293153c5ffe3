import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unclosedName: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/unclosed-name",
  severity: "error",
  summary: "a backquoted name that does not end",
  why: "A name in backquotes ends on the line on which it begins.",
  message: () => "this name has no closing backquote on its line",
  help: () => "end it with a backquote",
  bad: "role `the boss\nsubject User\n",
  good: "role `the boss`\nsubject User\n",
});
