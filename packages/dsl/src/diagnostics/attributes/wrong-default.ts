import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const wrongDefault: DiagnosticDefinition<{ readonly wanted: string; readonly suggestion: string | undefined }> =
  defineDiagnostic({
    code: "attributes/wrong-default",
    severity: "error",
    summary: "A default is no value of its attribute's type",
    why: "A default stands in for an absent value in every condition, so it has to be such a value.",
    message: ({ wanted }) => `this default is not ${wanted}`,
    help: ({ wanted, suggestion }) =>
      suggestion === undefined ? `write ${wanted}` : `did you mean \`${suggestion}\`?`,
    bad: `subject User
resource Invoice {
  status: "draft" | "sent" = "drafted"
}
`,
    good: `subject User
resource Invoice {
  status: "draft" | "sent" = "draft"
}
`,
  });
