import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const exclusivePath: DiagnosticDefinition<{ readonly path: string }> = defineDiagnostic({
  code: "rules/exclusive-path",
  severity: "error",
  summary: "`exclusive` names something that is no role",
  why:
    "Exclusive roles are application-wide (`exclusive clerk, auditor`) or on one resource type " +
    "(`exclusive Invoice.preparer, Invoice.approver`). Longer paths lead to other resources, where they could not be counted.",
  message: ({ path }) => `\`${path}\` names no role`,
  help: () => "write an application-wide role, or a resource type, a dot and its role",
  bad: `subject User
resource Account { role admin }
resource Invoice in Account { role preparer }
exclusive Invoice.preparer, Invoice.parent.admin`,
  good: `subject User
resource Account { role admin }
resource Invoice in Account { role preparer, approver }
exclusive Invoice.preparer, Invoice.approver`,
});
