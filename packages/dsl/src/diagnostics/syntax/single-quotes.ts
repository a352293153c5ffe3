import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
};

export const singleQuotes: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/single-quotes",
  severity: "error",
  summary: "a string in single quotes",
  why: "Strings have one spelling, JSON's.",
  message: () => "strings stand in double quotes",
  help: (p) => `write "${p.text}"`,
  bad: "subject User as 'person'\n",
  good: 'subject User as "person"\n',
});
