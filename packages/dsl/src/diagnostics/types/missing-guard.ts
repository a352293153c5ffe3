import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const missingGuard: DiagnosticDefinition<{ path: string; guard: string; lacking: string | undefined }> =
  defineDiagnostic({
    code: "types/missing-guard",
    severity: "error",
    summary: "An optional attribute is read where it may be absent",
    why:
      "A comparison with a missing value is neither true nor false. A condition says itself what holds when the attribute is " +
      "absent: `has` asks for it, and the checker follows `and`, `or`, `not` and the order of the guards.",
    message: ({ path, lacking }) =>
      lacking === undefined ? `\`${path}\` may be absent` : `\`${path}\` may be absent: ${lacking} does not declare it`,
    help: ({ guard }) => `ask for it first: \`${guard} and …\``,
    bad: `subject User { clearance?: number }
resource Invoice {
  action read
  allow User to read when subject.clearance > 3
}`,
    good: `subject User { clearance?: number }
resource Invoice {
  action read
  allow User to read when subject has clearance and subject.clearance > 3
}`,
  });
