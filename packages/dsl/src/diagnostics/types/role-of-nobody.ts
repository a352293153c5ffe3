import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const roleOfNobody: DiagnosticDefinition<{ text: string; type: string }> = defineDiagnostic({
  code: "types/role-of-nobody",
  severity: "error",
  summary: "`is` asks for a role of something that cannot ask",
  why: "Roles are asked about of subjects. A value, a resource or a group is never the one who asks.",
  message: ({ text, type }) => `\`is\` asks for the role of a subject, but \`${text}\` is ${type}`,
  help: () => "put a path to a subject on the left of `is`, such as `subject`",
  bad: `subject User { department: string }
role manager
resource Invoice {
  action read
  allow User to read when subject.department is manager
}`,
  good: `subject User { department: string }
role manager
resource Invoice {
  action read
  allow User to read when subject is manager
}`,
});
