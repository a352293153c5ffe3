import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unclosedString: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/unclosed-string",
  severity: "error",
  summary: "a string that does not end",
  why: "A string ends on the line on which it begins; one that runs on would swallow what follows.",
  message: () => "this string has no closing quote on its line",
  help: () => 'end it with `"`, and write a line break in it as `\\n`',
  bad: 'subject User as "person\nrole admin\n',
  good: 'subject User as "person"\nrole admin\n',
});
