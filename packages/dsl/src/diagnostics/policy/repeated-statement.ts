import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const repeatedStatement: DiagnosticDefinition<{ readonly id: string }> = defineDiagnostic({
  code: "policy/repeated-statement",
  severity: "warning",
  summary: "Two statements without a label say the same",
  why: "The second one changes nothing: it is left out, and decisions name the first. Whoever changes only one of the two later will wonder why nothing happens.",
  message: () => "another statement says exactly this",
  help: () => "remove one of the two; they count once",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
allow viewer to read on Invoice
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
});
