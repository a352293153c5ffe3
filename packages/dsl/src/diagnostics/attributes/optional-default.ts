import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const optionalDefault: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "attributes/optional-default",
  severity: "error",
  summary: "An attribute is optional and has a default",
  why: "A default stands in whenever the value is absent, so an attribute that has one is never missing.",
  message: ({ name }) => `\`${name}\` is optional and has a default`,
  help: () => "remove the `?` or the default",
  bad: `subject User
resource Invoice {
  locked?: boolean = false
}
`,
  good: `subject User
resource Invoice {
  locked: boolean = false
}
`,
});
