import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const incompletePath: DiagnosticDefinition<{ root: string }> = defineDiagnostic({
  code: "types/incomplete-path",
  severity: "error",
  summary: "`action`, `context` or `token` stands where one of its attributes must",
  why: "They are no values of their own: only what they hold can be compared.",
  message: ({ root }) => `\`${root}\` is not a value`,
  help: ({ root }) =>
    root === "action"
      ? "name what is meant, such as `action.name`"
      : `name what is meant: \`${root}.\` and an attribute`,
  bad: `subject User
resource Invoice {
  action read, pay
  deny User to read, pay when action == "pay"
}`,
  good: `subject User
resource Invoice {
  action read, pay
  deny User to read, pay when action.name == "pay"
}`,
});
