import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const reserved: DiagnosticDefinition<{ readonly name: string; readonly why: string }> = defineDiagnostic({
  code: "names/reserved",
  severity: "error",
  summary: "A name is declared that means something already",
  why: "Every entity has an `id`, a resource that is `in` another has a `parent`, a request asserts `roles` and `groups` of its subject, the context holds `token`, `time` and `active_roles`, an action has a `name`, and `anonymous` is who has not signed in. A declaration of that name could never be told from it.",
  message: ({ name, why }) => `\`${name}\` is reserved: it ${why}`,
  help: () => "choose another name",
  bad: `subject User {
  groups: set of string
}
`,
  good: `subject User {
  committees: set of string
}
`,
});
