import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const containsNeedsASet: DiagnosticDefinition<{
  operator: string;
  text: string;
  type: string;
  hint: string | undefined;
}> = defineDiagnostic({
  code: "types/contains-needs-a-set",
  severity: "error",
  summary: "`contains` stands next to something that is no set",
  why:
    "`contains` asks a set for an element; `contains all` and `contains any` ask a set for the elements of another. Texts are " +
    "searched with `like`, groups with `in`.",
  message: ({ operator, text, type }) => `\`${operator}\` needs a set, but \`${text}\` is ${type}`,
  help: ({ hint }) => hint ?? "put a set there",
  bad: `subject User { department: string }
resource Invoice {
  action read
  allow User to read when subject.department contains "sales"
}`,
  good: `subject User { departments: set of string }
resource Invoice {
  action read
  allow User to read when subject.departments contains "sales"
}`,
});
