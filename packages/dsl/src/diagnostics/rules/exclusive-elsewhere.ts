import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const exclusiveElsewhere: DiagnosticDefinition<{ readonly first: string; readonly other: string }> =
  defineDiagnostic({
    code: "rules/exclusive-elsewhere",
    severity: "error",
    summary: "`exclusive` mixes roles of different places",
    why:
      "Roles are counted for one person on one resource, or for one person in the whole application. Roles of different places " +
      "are never held on the same one.",
    message: ({ first, other }) => `\`${first}\` and \`${other}\` are not roles of the same place`,
    help: () => "name only application-wide roles, or only roles of one resource type",
    bad: `subject User
role clerk
resource Invoice { role approver }
exclusive clerk, Invoice.approver`,
    good: `subject User
resource Invoice { role clerk, approver }
exclusive Invoice.clerk, Invoice.approver`,
  });
