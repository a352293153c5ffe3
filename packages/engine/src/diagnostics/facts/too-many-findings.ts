import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooManyFindings: DiagnosticDefinition<{ readonly more: number }> = defineDiagnostic({
  code: "facts/too-many-findings",
  severity: "error",
  summary: "facts have more mistakes than are reported at once",
  why: "One mistake of whatever writes the facts is often repeated in every line. The first ones are reported, the rest is counted.",
  message: ({ more }) => `there ${more === 1 ? "is 1 more finding" : `are ${more} more findings`} like these`,
  help: () => "mend the ones above first",
  bad: { shell: "authz check User:ana read Doc:1 --facts generated.jsonl" },
  good: { shell: "authz check User:ana read Doc:1 --facts facts.jsonl" },
});
