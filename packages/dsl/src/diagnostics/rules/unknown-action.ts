import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownAction: DiagnosticDefinition<{
  readonly action: string;
  readonly place: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "rules/unknown-action",
  severity: "error",
  summary: "An action is named that the resource does not declare",
  why: "A rule about an action that nothing has would never apply. With `on *` at least one resource must have the action.",
  message: ({ action, place }) => `${place} has no action \`${action}\``,
  help: ({ action, suggestion }) =>
    suggestion === undefined ? `declare it: \`action ${action}\`` : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  action read
  allow User to raed
}`,
  good: `subject User
resource Invoice {
  action read
  allow User to read
}`,
});
