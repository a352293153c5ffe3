import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const missingOn: DiagnosticDefinition<{ readonly suggestion: string | undefined }> = defineDiagnostic({
  code: "rules/missing-on",
  severity: "error",
  summary: "A rule outside of resources does not say on what",
  why: "Outside of the block of a resource nothing says what a rule is about, and actions of one name can be on many resources.",
  message: () => "this rule stands outside of resources and does not say `on` what",
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "say `on` and a resource, or `on *` for every resource that has the action"
      : `add \`on ${suggestion}\`, or \`on *\` for every resource that has the action`,
  bad: `subject User
role auditor
resource Invoice { action read }
allow auditor to read`,
  good: `subject User
role auditor
resource Invoice { action read }
allow auditor to read on Invoice`,
});
