import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownValue: DiagnosticDefinition<{
  value: string;
  known: string;
  suggestion: string | undefined;
}> = defineDiagnostic({
  code: "types/unknown-value",
  severity: "error",
  summary: "A value is compared with an attribute that never has it",
  why:
    "An attribute that lists its values has no others. A literal that is none of them is most likely misspelt, and the " +
    "condition would silently never hold.",
  message: ({ value }) => `\`${value}\` is none of the values that are possible here`,
  help: ({ known, suggestion }) =>
    suggestion === undefined ? `the values are ${known}` : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  status: "draft" | "sent"
  action update
  allow User to update when resource.status == "drafts"
}`,
  good: `subject User
resource Invoice {
  status: "draft" | "sent"
  action update
  allow User to update when resource.status == "draft"
}`,
});
