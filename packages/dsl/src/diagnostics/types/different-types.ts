import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const differentTypes: DiagnosticDefinition<{ left: string; right: string; hint: string | undefined }> =
  defineDiagnostic({
    code: "types/different-types",
    severity: "error",
    summary: "Two values are compared that can never be equal",
    why:
      "Nothing is converted: a number never equals a string, and an entity of one type never equals one of another. A comparison " +
      "that is always false makes an `allow` useless and a `deny` blind, so it is an error and no surprise.",
    message: ({ left, right }) => `${left} never equals ${right}`,
    help: ({ hint }) => hint ?? "compare values of the same type",
    bad: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount == "40"
}`,
    good: `subject User
resource Invoice {
  amount: number
  action read
  allow User to read when resource.amount == 40
}`,
  });
