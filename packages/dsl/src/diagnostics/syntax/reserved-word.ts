import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
  readonly expected: string;
};

export const reservedWord: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/reserved-word",
  severity: "error",
  summary: "a word that is no name",
  why: "A few words always mean the same, so that a reader need not guess; as names they stand in backquotes.",
  message: (p) => `expected ${p.expected}, found the word \`${p.word}\``,
  help: (p) => `as a name it stands in backquotes: ${"`"}${p.word}${"`"}`,
  bad: "subject User\nrole true\n",
  good: "subject User\nrole `true`\n",
});
