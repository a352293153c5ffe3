import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const restNotLast: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "endpoints/rest-not-last",
  severity: "error",
  summary: "A parameter for the rest of the path stands before its end",
  why: "`{name...}` takes all segments that are left, one or more. Nothing can come behind it.",
  message: ({ name }) => `\`{${name}...}\` takes the rest of the path and must be its last segment`,
  help: ({ name }) => `write \`{${name}}\` for one segment, or move it to the end`,
  bad: `subject User
resource File { action read }
endpoint "GET /files/{path...}/content" is read on File "{path}"`,
  good: `subject User
resource File { action read }
endpoint "GET /files/content/{path...}" is read on File "{path}"`,
});
