import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const duplicateWireName: DiagnosticDefinition<{ readonly wire: string }> = defineDiagnostic({
  code: "names/duplicate-wire-name",
  severity: "error",
  summary: "Two declarations have the same spelling in JSON",
  why: "A request or a fact with that spelling could mean either of the two.",
  message: ({ wire }) => `\`${wire}\` is the spelling in JSON of something else here`,
  help: () => "choose another spelling after `as`, or leave one of the two away",
  bad: `subject User
resource Todo as "task"
resource Job as "task"
`,
  good: `subject User
resource Todo as "task"
resource Job as "job"
`,
});
