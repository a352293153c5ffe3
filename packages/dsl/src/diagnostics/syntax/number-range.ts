import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
};

export const numberRange: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/number-range",
  severity: "error",
  summary: "a number that cannot be kept exactly",
  why: "Numbers are kept as JSON readers keep them: beyond 2^53 neighbours fall together, and a comparison would be wrong without anybody noticing.",
  message: (p) => `\`${p.text}\` cannot be kept exactly`,
  help: () =>
    "numbers go from -9007199254740991 to 9007199254740991; what only looks like a number, such as a long id, is a string",
  bad: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when resource.amount < 9007199254740993\n}\n",
  good: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when resource.amount < 9007199254740991\n}\n",
});
