import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const longSum: DiagnosticDefinition<{ count: number; limit: number }> = defineDiagnostic({
  code: "types/long-sum",
  severity: "error",
  summary: "A sum has too many parts",
  why: "Work on one condition is bounded, so that a policy cannot exhaust whoever evaluates it. No rule needs sums of this length.",
  message: ({ count, limit }) => `a sum of ${count} parts is longer than the ${limit} that are allowed`,
  help: () => "add the constants up, or store the sum as an attribute",
  bad: `subject User
resource Invoice {
  amount: number
  action pay
  allow User to pay when resource.amount < ${Array.from({ length: 65 }, () => "1").join(" + ")}
}`,
  good: `subject User
resource Invoice {
  amount: number
  action pay
  allow User to pay when resource.amount < 65
}`,
});
