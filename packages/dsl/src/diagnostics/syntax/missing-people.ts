import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
};

export const missingPeople: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/missing-people",
  severity: "error",
  summary: "a rule that does not say for whom",
  why: "A rule says who may do what.",
  message: (p) => `nobody is named between \`${p.word}\` and \`to\``,
  help: (p) => `write who: \`${p.word} anyone to …\`; a role that is named to stands twice: \`${p.word} to to …\``,
  bad: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow to read\n}\n",
  good: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read\n}\n",
});
