import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const derivationCycle: DiagnosticDefinition<{ readonly cycle: readonly string[] }> = defineDiagnostic({
  code: "roles/derivation-cycle",
  severity: "error",
  summary: "A role on a resource follows from itself on the same resource",
  why: "A role that is derived from itself gives nobody anything, and hides what was meant. Through `parent` or an attribute, that is on another resource, it is allowed: a viewer of a folder can be a viewer of what is in it.",
  message: ({ cycle }) => `\`${cycle[0]}\` follows from itself: ${cycle.join(" from ")}`,
  help: () => "remove one step of the circle; `includes` already gives the junior role to whoever has the senior one",
  bad: `subject User
resource Folder {
  role editor includes viewer if viewer
  role viewer
}
`,
  good: `subject User
resource Folder in Folder {
  role editor includes viewer if parent.editor
  role viewer
}
`,
});
