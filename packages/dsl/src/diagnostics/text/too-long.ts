import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooLong: DiagnosticDefinition<{ readonly length: number; readonly limit: number }> = defineDiagnostic<{
  readonly length: number;
  readonly limit: number;
}>({
  code: "text/too-long",
  severity: "error",
  summary: "a file that is too long",
  why: "The work that one file can cause is bounded.",
  message: (p) => `the file has ${p.length} characters, and ${p.limit} is the limit`,
  help: () => "split it: all files of a directory are one policy",
  bad: `// ${"x".repeat(1_048_576)}\nsubject User\n`,
  good: "subject User\n",
});
