import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
  readonly suggestion: string | undefined;
};

export const malformedNumber: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/malformed-number",
  severity: "error",
  summary: "a number that JSON would not read",
  why: "Numbers are those of JSON, so that a number means the same here and in data.",
  message: (p) => `\`${p.text}\` is no number`,
  help: (p) =>
    p.suggestion === undefined
      ? "write it with digits, and with a point only between digits: `0.5`"
      : `write \`${p.suggestion}\``,
  bad: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when resource.amount < 1_000\n}\n",
  good: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when resource.amount < 1000\n}\n",
});
