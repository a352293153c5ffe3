import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly found: string;
  readonly write: string;
};

export const misplacedNot: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/misplaced-not",
  severity: "error",
  summary: "a `not` in the middle",
  why: "`not` turns a whole condition round and stands before it; people are taken away with `but not`.",
  message: (p) => `\`not\` cannot stand ${p.found}`,
  help: (p) => p.write,
  bad: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read when resource.amount not in [1, 2]\n}\n",
  good: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read when not resource.amount in [1, 2]\n}\n",
});
