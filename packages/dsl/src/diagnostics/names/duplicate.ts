import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const duplicate: DiagnosticDefinition<{ readonly name: string; readonly what: string }> = defineDiagnostic({
  code: "names/duplicate",
  severity: "error",
  summary: "A name is declared twice",
  why: "Files and declarations have no order, so of two declarations with one name neither could win. Types and application-wide roles share their names, and so do the attributes and roles of a resource. Only a subject (or group) and a resource may have the same name: they are one type.",
  message: ({ name, what }) => `\`${name}\` is already declared as ${what}`,
  help: () => "give one of the two another name, or remove it",
  bad: `subject User
resource Invoice {
  viewer: User
  role viewer
  action read
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  reader: User
  role viewer if reader
  action read
  allow viewer to read
}
`,
});
