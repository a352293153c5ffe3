import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownAssurance: DiagnosticDefinition<{
  readonly name: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "rules/unknown-assurance",
  severity: "error",
  summary: "`require` names an assurance that nothing declares",
  why: "An assurance says how somebody must have signed in. It is declared once and required by name.",
  message: ({ name }) => `there is no assurance \`${name}\``,
  help: ({ name, suggestion }) =>
    suggestion === undefined
      ? `declare it: \`assurance ${name} { amr "mfa" }\`; a scope is required with \`scope "…"\``
      : `did you mean \`${suggestion}\`?`,
  bad: `subject User
assurance mfa { amr "mfa" }
resource Invoice {
  action pay
  allow User to pay
  require mfaa to pay
}`,
  good: `subject User
assurance mfa { amr "mfa" }
resource Invoice {
  action pay
  allow User to pay
  require mfa to pay
}`,
});
