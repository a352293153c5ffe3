import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const byteOrderMark: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "text/byte-order-mark",
  severity: "error",
  summary: "a byte order mark inside the file",
  why: "A byte order mark is skipped at the start of a file. Elsewhere nobody sees it; usually two files have been glued together.",
  message: () => "a byte order mark (U+FEFF) may stand only at the start of a file",
  help: () => "delete it",
  bad: "subject User\n\ufeffrole admin\n",
  good: "\ufeffsubject User\nrole admin\n",
});
