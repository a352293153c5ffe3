import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noDefault: DiagnosticDefinition<{ readonly type: string }> = defineDiagnostic({
  code: "attributes/no-default",
  severity: "error",
  summary: "An entity, a set or a record has a default",
  why: "Defaults are single values: texts, numbers, booleans, times, durations and addresses.",
  message: ({ type }) => `${type} cannot have a default`,
  help: () => "remove the default, and mark the attribute with `?` if it may be absent",
  bad: `subject User
resource Invoice {
  tags: set of string = "none"
}
`,
  good: `subject User
resource Invoice {
  tags?: set of string
}
`,
});
