import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const nul: DiagnosticDefinition<{ readonly count: number }> = defineDiagnostic<{ readonly count: number }>({
  code: "text/nul",
  severity: "error",
  summary: "a NUL character",
  why: "A NUL ends the text for some tools and not for others, so that two of them may read two different policies. A file full of them is usually text in another encoding, such as UTF-16.",
  message: (p) =>
    `there ${p.count === 1 ? "is a NUL character (U+0000)" : `are ${p.count} NUL characters (U+0000)`} in the file`,
  help: () => "delete it; if the file is full of them, save it as UTF-8",
  bad: "subject User\0\nrole admin\n",
  good: "subject User\nrole admin\n",
});
