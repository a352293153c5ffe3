import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const roleOnNoResource: DiagnosticDefinition<{ text: string; type: string }> = defineDiagnostic({
  code: "types/role-on-no-resource",
  severity: "error",
  summary: "`is … of` asks for a role on something that is no resource",
  why: "Roles are held on resources, or application-wide. Other values have none.",
  message: ({ text, type }) => `\`of\` needs a resource, but \`${text}\` is ${type}`,
  help: () => "put a path to a resource behind `of`, such as `resource` or `resource.parent`",
  bad: `subject User
resource Invoice {
  amount: number
  role editor
  action read
  allow User to read when subject is editor of resource.amount
}`,
  good: `subject User
resource Invoice {
  amount: number
  role editor
  action read
  allow User to read when subject is editor of resource
}`,
});
