import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const repeatedClause: DiagnosticDefinition<{ readonly clause: string }> = defineDiagnostic({
  code: "rules/repeated-clause",
  severity: "error",
  summary: "An assurance says something twice",
  why: "An assurance has one list of `acr` values, one of `amr` values and one `within`. Two would leave open which counts.",
  message: ({ clause }) => `this assurance already has \`${clause}\``,
  help: ({ clause }) =>
    clause === "within" ? "keep one of the two" : "write all values in one list, with commas between them",
  bad: `assurance mfa {
  amr "mfa"
  amr "hwk"
}`,
  good: `assurance mfa {
  amr "mfa", "hwk"
}`,
});
