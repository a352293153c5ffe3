import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
  readonly letter: string;
};

export const foreignLetter: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "text/foreign-letter",
  severity: "error",
  summary: "a letter beyond ASCII in a name",
  why: "Names are made of ASCII letters, digits and `_`, since many other letters cannot be told from these by looking.",
  message: (p) => `the name \`${p.word}\` has a letter that names may not have: ${p.letter}`,
  help: () => "write it with the letters a to z; a name that needs other letters goes in backquotes",
  bad: "subject User\nrole \u0430dmin\n",
  good: "subject User\nrole admin\n",
});
