import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooManyTokens: DiagnosticDefinition<{ readonly limit: number }> = defineDiagnostic<{
  readonly limit: number;
}>({
  code: "text/too-many-tokens",
  severity: "error",
  summary: "a file with too many words and signs",
  why: "The work that one file can cause is bounded.",
  message: (p) => `the file has more than ${p.limit} words and signs`,
  help: () => "split it: all files of a directory are one policy",
  bad: `subject User\n${"role ".repeat(200_001)}`,
  good: "subject User\n",
});
