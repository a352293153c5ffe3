import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noOrder: DiagnosticDefinition<{
  operator: string;
  left: string;
  right: string;
  hint: string | undefined;
}> = defineDiagnostic({
  code: "types/no-order",
  severity: "error",
  summary: "Two values are ordered that have no order",
  why:
    "`<`, `<=`, `>` and `>=` order two numbers, two times, two durations, or two strings (by their code units). The values " +
    'of an attribute such as `"low" | "medium" | "high"` are names: "high" would come before "low".',
  message: ({ operator, left, right }) => `\`${operator}\` cannot order ${left} and ${right}`,
  help: ({ hint }) => hint ?? "order two numbers, two times, two durations or two strings",
  bad: `subject User
resource Invoice {
  due: time
  action pay
  allow User to pay when resource.due < 30d
}`,
  good: `subject User
resource Invoice {
  due: time
  action pay
  allow User to pay when resource.due < now + 30d
}`,
});
