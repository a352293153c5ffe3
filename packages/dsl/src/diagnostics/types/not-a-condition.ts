import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const notACondition: DiagnosticDefinition<{ text: string; type: string }> = defineDiagnostic({
  code: "types/not-a-condition",
  severity: "error",
  summary: "Something that is neither true nor false stands where a condition must",
  why:
    "No value counts as true or false by itself: not zero, not the empty text, not that something is there. What is meant is " +
    "written as a comparison or with `has`.",
  message: ({ text, type }) => `\`${text}\` is ${type}, not a condition`,
  help: () => "compare it with something, or ask with `has` whether it is there",
  bad: `subject User { department: string }
resource Invoice {
  action read
  allow User to read when subject.department
}`,
  good: `subject User { department: string }
resource Invoice {
  action read
  allow User to read when subject.department == "sales"
}`,
});
