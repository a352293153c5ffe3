import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const mixedList: DiagnosticDefinition<{ first: string; other: string }> = defineDiagnostic({
  code: "types/mixed-list",
  severity: "error",
  summary: "A list holds values of different types",
  why: "A list is a set of values of one type. An element of another type would never be equal to what is looked for.",
  message: ({ first, other }) => `the list begins with ${first}, and this is ${other}`,
  help: () => "keep one type in a list",
  bad: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount in [10, "20"]
}`,
  good: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount in [10, 20]
}`,
});
