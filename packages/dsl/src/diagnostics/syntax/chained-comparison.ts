import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly operator: string;
};

export const chainedComparison: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/chained-comparison",
  severity: "error",
  summary: "a comparison of a comparison",
  why: "`a < b < c` means different things in different languages.",
  message: () => "a comparison cannot be compared again",
  help: () => `write two comparisons with \`and\` between them`,
  bad: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when 1 < resource.amount < 5\n}\n",
  good: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when 1 < resource.amount and resource.amount < 5\n}\n",
});
