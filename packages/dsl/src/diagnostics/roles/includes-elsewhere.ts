import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const includesElsewhere: DiagnosticDefinition<{
  readonly name: string;
  readonly is: string;
  readonly on: string | undefined;
}> = defineDiagnostic({
  code: "roles/includes-elsewhere",
  severity: "error",
  summary: "A role includes something that is no role of the same place",
  why: "`includes` is the hierarchy of roles that are held in one place: all application-wide, or all on one resource. Who has a role because of something else is said with `if`.",
  message: ({ name, is, on }) =>
    `\`${name}\` is ${is}, and only ${on === undefined ? "application-wide roles" : `roles of \`${on}\``} can be included here`,
  help: ({ name }) => `if whoever is \`${name}\` should have this role, write \`if ${name}\``,
  bad: `subject User
role manager
resource Invoice {
  role approver includes manager
}
`,
  good: `subject User
role manager
resource Invoice {
  role approver if manager
}
`,
});
