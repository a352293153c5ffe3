import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const empty: DiagnosticDefinition<{ readonly files: number }> = defineDiagnostic({
  code: "policy/empty",
  severity: "error",
  summary: "The policy declares nothing",
  why: "An empty policy denies every request. That is hardly what somebody wants, and more often the sign of a wrong folder or of a file that lost its content.",
  message: ({ files }) => (files === 1 ? "this file declares nothing" : `none of the ${files} files declares anything`),
  help: () => "declare at least who asks and what for, such as `subject User` and `resource Invoice { action read }`",
  bad: `// To be written.
`,
  good: `subject User
resource Invoice { action read }
`,
});
