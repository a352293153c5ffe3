import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const labelIsACode: DiagnosticDefinition<{ readonly label: string }> = defineDiagnostic({
  code: "rules/label-is-a-code",
  severity: "error",
  summary: "A rule is labelled like a code of decisions",
  why: "Tests and logs name the rule or the code that determined a decision. A label that is a code as well would be ambiguous.",
  message: ({ label }) => `\`${label}\` is a code of decisions and cannot label a rule`,
  help: () => "choose another label",
  bad: `subject User
resource Invoice {
  action read
  granted: allow User to read
}`,
  good: `subject User
resource Invoice {
  action read
  readers: allow User to read
}`,
});
