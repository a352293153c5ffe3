import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noArithmetic: DiagnosticDefinition<{
  operator: string;
  left: string;
  right: string;
  hint: string | undefined;
}> = defineDiagnostic({
  code: "types/no-arithmetic",
  severity: "error",
  summary: "`+` or `-` stands between values that cannot be added or subtracted",
  why:
    "A number and a number, a duration and a duration, a time and then a duration; and a time less a time is a duration. " +
    "Nothing else is added: strings are never joined.",
  message: ({ operator, left, right }) => `\`${operator}\` cannot stand between ${left} and ${right}`,
  help: ({ hint }) => hint ?? "numbers go with numbers, durations with durations or behind a time",
  bad: `subject User
resource Invoice {
  created: time
  action update
  allow User to update when now < resource.created + 30
}`,
  good: `subject User
resource Invoice {
  created: time
  action update
  allow User to update when now < resource.created + 30d
}`,
});
