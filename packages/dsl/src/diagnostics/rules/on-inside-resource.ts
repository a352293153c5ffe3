import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const onInsideResource: DiagnosticDefinition<{ readonly resource: string }> = defineDiagnostic({
  code: "rules/on-inside-resource",
  severity: "error",
  summary: "A rule in a resource says `on`",
  why:
    "A rule in the block of a resource is about that resource. What it may do elsewhere is written outside of the block, where " +
    "whoever reads the other resource looks for it.",
  message: ({ resource }) => `a rule in \`${resource}\` is about \`${resource}\` and cannot say \`on\``,
  help: () => "leave `on` away, or move the rule out of the block",
  bad: `subject User
role auditor
resource Account { action read }
resource Invoice {
  action read
  allow auditor to read on Account
}`,
  good: `subject User
role auditor
resource Account { action read }
resource Invoice { action read }
allow auditor to read on Account`,
});
