import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
  readonly suggestion: string;
};

export const misspeltWord: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/misspelt-word",
  severity: "error",
  summary: "a word that is nearly a keyword",
  why: "A declaration goes on with one of a few words; this one is none of them, and cannot be a name either.",
  message: (p) => `\`${p.word}\` means nothing here`,
  help: (p) => `did you mean \`${p.suggestion}\`?`,
  bad: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read whn resource.amount < 10\n}\n",
  good: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read when resource.amount < 10\n}\n",
});
