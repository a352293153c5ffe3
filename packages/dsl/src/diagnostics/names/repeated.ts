import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const repeated: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "names/repeated",
  severity: "error",
  summary: "A list names the same thing twice",
  why: "The second mention changes nothing, so most likely something else was meant.",
  message: ({ name }) => `\`${name}\` is listed twice`,
  help: () => "remove it, or write what was meant",
  bad: `subject User
resource Invoice {
  status: "draft" | "sent" | "draft"
}
`,
  good: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
}
`,
});
