import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownAttribute: DiagnosticDefinition<{
  name: string;
  owner: string;
  hint: string | undefined;
  suggestion: string | undefined;
}> = defineDiagnostic({
  code: "types/unknown-attribute",
  severity: "error",
  summary: "A condition reads an attribute that nothing declares",
  why:
    "Attributes are declared with their types, so that a misspelt one is found before a request comes. One that no type has " +
    "would always be missing.",
  message: ({ name, owner }) => `${owner} has no attribute \`${name}\``,
  help: ({ hint, suggestion }) =>
    suggestion === undefined ? (hint ?? "declare it where the others are") : `did you mean \`${suggestion}\`?`,
  bad: `subject User { department: string }
resource Invoice {
  action read
  allow User to read when subject.departement == "sales"
}`,
  good: `subject User { department: string }
resource Invoice {
  action read
  allow User to read when subject.department == "sales"
}`,
});
