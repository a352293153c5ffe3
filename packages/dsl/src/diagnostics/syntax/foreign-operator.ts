import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
  readonly write: string;
};

export const foreignOperator: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/foreign-operator",
  severity: "error",
  summary: "an operator of another language",
  why: "Conditions are read by people who do not program: `and`, `or` and `not` are words, and comparisons have one spelling each.",
  message: (p) => `\`${p.text}\` is no operator here`,
  help: (p) => `write \`${p.write}\``,
  bad: "subject User\nrole admin, auditor\nresource Invoice {\n  action read\n  allow admin || auditor to read\n}\n",
  good: "subject User\nrole admin, auditor\nresource Invoice {\n  action read\n  allow admin or auditor to read\n}\n",
});
