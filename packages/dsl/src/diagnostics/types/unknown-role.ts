import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownRole: DiagnosticDefinition<{
  role: string;
  place: string;
  hint: string | undefined;
  suggestion: string | undefined;
}> = defineDiagnostic({
  code: "types/unknown-role",
  severity: "error",
  summary: "`is` asks for a role that is not there",
  why:
    "`subject is editor of resource` asks for a role or a people-attribute of the resource, `subject is manager` for an " +
    "application-wide role. A name that is neither would never hold.",
  message: ({ role, place }) => `${place} has no role \`${role}\``,
  help: ({ hint, suggestion }) =>
    suggestion === undefined
      ? (hint ?? "declare the role, or name one that is declared")
      : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  role editor
  action read
  allow User to read when subject is editors of resource
}`,
  good: `subject User
resource Invoice {
  role editor
  action read
  allow User to read when subject is editor of resource
}`,
});
