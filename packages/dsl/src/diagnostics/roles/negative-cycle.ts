import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const negativeCycle: DiagnosticDefinition<{ readonly cycle: readonly string[] }> = defineDiagnostic({
  code: "roles/negative-cycle",
  severity: "error",
  summary: "Who has a role depends on who does not have it",
  why: "What stands after `but not` must be settled before the role is. When the way back to the role leads through `but not`, by `if`, by `includes` or by a `for` that admits the holders of another role, no set of people would satisfy the definition.",
  message: ({ cycle }) => `\`${cycle[0]}\` depends through \`but not\` on itself: ${cycle.join(" → ")}`,
  help: () => "take people away in a rule (`allow … but not …`, `deny …`), or from a role that does not lead back here",
  bad: `subject User
resource Folder in Folder {
  role member
  role viewer if member but not parent.viewer
}
`,
  good: `subject User
resource Folder in Folder {
  role member
  role blocked
  role viewer if member or parent.viewer but not blocked
}
`,
});
