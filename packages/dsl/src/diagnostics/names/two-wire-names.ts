import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const twoWireNames: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "names/two-wire-names",
  severity: "error",
  summary: "A subject and a resource of the same name have different spellings in JSON",
  why: "A name that is declared as a subject and as a resource is one type, and a type has one spelling in JSON.",
  message: ({ name }) => `\`${name}\` is one type, and its other declaration spells it differently in JSON`,
  help: () => "write `as` in one of the two declarations, or the same in both",
  bad: `subject User as "identity"
resource User as "profile" {
  action read
  allow User to read
}
`,
  good: `subject User as "identity"
resource User {
  action read
  allow User to read
}
`,
});
