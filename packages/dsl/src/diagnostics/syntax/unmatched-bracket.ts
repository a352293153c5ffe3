import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly bracket: string;
};

export const unmatchedBracket: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/unmatched-bracket",
  severity: "error",
  summary: "a closing bracket without an opening one",
  why: "A bracket that closes nothing usually means that a block has ended earlier than it seems.",
  message: (p) => `\`${p.bracket}\` closes nothing`,
  help: () => "delete it, or look for a block above that ends too early",
  bad: "subject User\nresource Invoice {\n  action read\n}\n}\n",
  good: "subject User\nresource Invoice {\n  action read\n}\n",
});
