import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noActions: DiagnosticDefinition<{ readonly place: string }> = defineDiagnostic({
  code: "rules/no-actions",
  severity: "error",
  summary: "`*` stands for the actions of something that has none",
  why: "`to *` is every action of the resource. Without any the rule says nothing.",
  message: ({ place }) => `${place} has no action that \`*\` could stand for`,
  help: () => "declare an action, or name another resource",
  bad: `subject User
role admin
resource Account
allow admin to * on Account`,
  good: `subject User
role admin
resource Account { action close }
allow admin to * on Account`,
});
