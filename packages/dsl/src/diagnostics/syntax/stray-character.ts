import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly character: string;
  readonly name: string;
  readonly write: string | undefined;
};

export const strayCharacter: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/stray-character",
  severity: "error",
  summary: "a character that means nothing here",
  why: "Outside strings and comments a policy is made of names, numbers and a few signs.",
  message: (p) => `\`${p.character}\` (${p.name}) means nothing here`,
  help: (p) =>
    p.write === undefined
      ? "delete it, or put it in a string"
      : `write ${p.write.startsWith("a ") ? p.write : `\`${p.write}\``}`,
  bad: "subject User as “person”\n",
  good: 'subject User as "person"\n',
});
