import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const activeOnResource: DiagnosticDefinition<{ readonly role: string }> = defineDiagnostic({
  code: "rules/active-on-resource",
  severity: "error",
  summary: "`exclusive active` names a role on a resource",
  why:
    "A request says which application-wide roles are active; roles on resources are never switched off. For them there is " +
    "static separation: `exclusive` without `active`.",
  message: ({ role }) => `\`${role}\` is a role on resources, and only application-wide roles are active or not`,
  help: () => "leave `active` away, or name application-wide roles",
  bad: `subject User
resource Invoice { role preparer, approver }
exclusive active Invoice.preparer, Invoice.approver`,
  good: `subject User
resource Invoice { role preparer, approver }
exclusive Invoice.preparer, Invoice.approver`,
});
