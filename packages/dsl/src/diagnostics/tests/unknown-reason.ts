import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownReason: DiagnosticDefinition<{
  readonly name: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "tests/unknown-reason",
  severity: "error",
  summary: "`because` names neither a code of decisions nor a rule",
  why: "An expectation may say why: the code of the decision, or the label of the rule that determined it.",
  message: ({ name }) => `\`${name}\` is neither a code of decisions nor the label of a rule`,
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "write a code such as `no_grant` or `denied_by_rule`, or label the rule that is meant"
      : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Page { action read }
test "reading" {
  User "ana" cannot read Page "home" because no_grants
}`,
  good: `subject User
resource Page { action read }
test "reading" {
  User "ana" cannot read Page "home" because no_grant
}`,
});
