import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const hashComment: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/hash-comment",
  severity: "error",
  summary: "a comment that begins with `#`",
  why: "Comments begin with `//` and run to the end of the line.",
  message: () => "`#` begins no comment here",
  help: () => "begin the comment with `//`",
  bad: "# people\nsubject User\n",
  good: "// people\nsubject User\n",
});
