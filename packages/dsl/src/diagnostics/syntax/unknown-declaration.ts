import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
  readonly suggestion: string | undefined;
  readonly known: string;
};

export const unknownDeclaration: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/unknown-declaration",
  severity: "error",
  summary: "a line that begins with no known word",
  why: "Every declaration begins with a word that says what it is.",
  message: (p) => `\`${p.word}\` begins nothing that can stand here`,
  help: (p) =>
    p.suggestion === undefined ? `what can stand here begins with ${p.known}` : `did you mean \`${p.suggestion}\`?`,
  bad: "subject User\nrole admin\nresorce Invoice {\n  action read\n}\n",
  good: "subject User\nrole admin\nresource Invoice {\n  action read\n}\n",
});
