import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noAttributes: DiagnosticDefinition<{ path: string; type: string }> = defineDiagnostic({
  code: "types/no-attributes",
  severity: "error",
  summary: "A path goes on behind a value that has no attributes",
  why: "Only entities and records have attributes. A number, a text or a time is a value: nothing lies behind it.",
  message: ({ path, type }) => `\`${path}\` is ${type} and has no attributes`,
  help: ({ path }) => `end the path with \`${path}\``,
  bad: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount.value < 1000
}`,
  good: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount < 1000
}`,
});
