import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
  readonly write: string;
};

export const otherWord: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/other-word",
  severity: "error",
  summary: "a word of another language",
  why: "Other languages say the same with another word.",
  message: (p) => `\`${p.word}\` means nothing here`,
  help: (p) => `write \`${p.write}\``,
  bad: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  permit admin to read\n}\n",
  good: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read\n}\n",
});
