import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownRoot: DiagnosticDefinition<{ name: string; suggestion: string | undefined }> = defineDiagnostic({
  code: "types/unknown-root",
  severity: "error",
  summary: "A path in a condition begins with a name that is not there",
  why:
    "Conditions read from six places: `subject`, `resource`, `action`, `context`, `token` and `now`. Every path says where " +
    "its value comes from, so that a reader need not know all attributes by heart.",
  message: ({ name }) => `\`${name}\` is nothing that a condition can begin a path with`,
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "begin with `subject`, `resource`, `action`, `context`, `token` or `now`; a text stands in double quotes"
      : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  amount: number
  action pay
  allow User to pay when amount < 1000
}`,
  good: `subject User
resource Invoice {
  amount: number
  action pay
  allow User to pay when resource.amount < 1000
}`,
});
